/**
 * The AWS query protocol: a form with Action in, XML out.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
import { isDate } from 'node:util/types';
import { ServiceError } from '../service.ts';
import { absentOperation, signedFor } from './absent.ts';
import type { Exchange, Protocol } from './protocol.ts';
import { readBody } from './read-body.ts';
import { querySignatureRules } from './signature/rules.ts';
import { buildXml } from './xml.ts';
import type { XmlContent } from './xml.ts';

/** The services that speak it, by the API version that each request states. */
const services: Record<string, { service: string; namespace: string }> = {
  '2010-05-15': {
    service: 'cloudformation',
    namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  },
  '2011-06-15': { service: 'sts', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
};

const maxBodyBytes = 1024 * 1024;
const tooLarge = new ServiceError(
  'RequestEntityTooLarge',
  `The request has more than ${maxBodyBytes} bytes.`,
  413,
);

export const queryProtocol: Protocol = {
  signatures: querySignatureRules,
  matches: ({ request: { method, headers }, path }) =>
    method === 'POST' &&
    path === '/' &&
    headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true,
  async answer(exchange, call) {
    const form = await readBody(exchange.body, maxBodyBytes, tooLarge);
    const { Action = '', Version = '', ...input } = Object.fromEntries(new URLSearchParams(form.toString()));
    const { service: name, namespace } = services[Version] ?? { service: '', namespace: '' };
    const service = exchange.services.get(name);
    const operation = Action.charAt(0).toLowerCase() + Action.slice(1);
    if (!service?.operations.has(operation)) {
      const asked = name || (signedFor(exchange.request.headers) ?? `service of Version ${Version}`);
      throw new ServiceError('InvalidAction', absentOperation(Action, asked, exchange.services));
    }
    const output = toXml(await service.call(operation, input, call));
    const content = { [`${Action}Result`]: output, ResponseMetadata: { RequestId: exchange.requestId } };
    send(exchange, 200, buildXml(`${Action}Response`, content, namespace));
  },
  fail(error, exchange) {
    const Type = error.statusCode < 500 ? 'Sender' : 'Receiver';
    const content = {
      Error: { Type, Code: error.code, Message: error.message },
      RequestId: exchange.requestId,
    };
    send(exchange, error.statusCode, buildXml('ErrorResponse', content));
  },
};

/** Each member of a list is an element `member`. */
function toXml(value: unknown): XmlContent {
  if (Array.isArray(value)) return { member: value.map(toXml) };
  if (typeof value !== 'object' || value === null || isDate(value)) return value as XmlContent;
  return Object.fromEntries(Object.entries(value).map(([member, content]) => [member, toXml(content)]));
}

function send({ response, requestId }: Exchange, status: number, document: string): void {
  response.writeHead(status, {
    'content-type': 'text/xml',
    'content-length': Buffer.byteLength(document),
    'x-amzn-requestid': requestId,
  });
  response.end(document);
}
