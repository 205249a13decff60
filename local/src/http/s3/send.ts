import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ServiceError } from '../../service.ts';
import type { Exchange } from '../protocol.ts';
import { buildXml } from '../xml.ts';
import type { XmlContent } from '../xml.ts';
import type { Answer } from './route.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

type Output = Record<string, unknown>;

/** Sends an operation's output. */
export async function sendOutput(exchange: Exchange, answer: Answer, output: Output): Promise<void> {
  const { response } = exchange;
  setHeaders(exchange, answer, output);
  response.statusCode = answer.status?.(output) ?? 200;
  if (answer.body === 'stream') await pipeline(output.Body as Readable, response);
  else if (answer.body)
    sendXml(exchange, buildXml(answer.body.element, answer.body.content(output), namespace));
  else response.end();
}

/** Sends an error document; HEAD and 304 have no body. */
export function sendError(error: ServiceError, exchange: Exchange): void {
  const { request, response, requestId, path } = exchange;
  response.statusCode = error.statusCode;
  setRequestId(exchange);
  if (error.statusCode === 304) response.setHeader('etag', String(error.details.ETag));
  if (error.statusCode === 304 || request.method === 'HEAD') {
    response.end();
    return;
  }
  const { code: Code, message: Message, details } = error;
  const content = {
    Code,
    Message,
    ...(details as Record<string, XmlContent>),
    Resource: path,
    RequestId: requestId,
  };
  sendXml(exchange, buildXml('Error', content));
}

function setHeaders(exchange: Exchange, answer: Answer, output: Output): void {
  const { response } = exchange;
  setRequestId(exchange);
  for (const [name, { member, write }] of Object.entries(answer.headers ?? {})) {
    if (output[member] !== undefined) response.setHeader(name, write(output[member]));
  }
  for (const [name, value] of Object.entries((output.Metadata ?? {}) as Record<string, string>)) {
    response.setHeader(`x-amz-meta-${name}`, headerText(value));
  }
}

function setRequestId({ response, requestId }: Exchange): void {
  response.setHeader('x-amz-request-id', requestId);
  response.setHeader('x-amz-id-2', requestId);
}

/** S3 sends metadata that no header can bear as RFC 2047 has it. */
function headerText(value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  return `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}

function sendXml({ response }: Exchange, document: string): void {
  response.setHeader('content-type', 'application/xml');
  response.setHeader('content-length', Buffer.byteLength(document));
  response.end(document);
}
