/**
 * The AWS JSON protocols 1.0 and 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html. The header
 * X-Amz-Target names service and operation, e.g. `AWSGlue.GetTable`.
 */
import { isDate, isUint8Array } from 'node:util/types';
import { ServiceError } from '../service.ts';
import { absentOperation, signedFor } from './absent.ts';
import type { Exchange, Protocol } from './protocol.ts';
import { readBody } from './read-body.ts';
import { jsonSignatureRules } from './signature/rules.ts';

interface Target {
  service: string;
  version: '1.0' | '1.1';
  /** Input members that are times: numbers on the wire, dates in an operation's input. */
  times: ReadonlySet<string>;
  /** The member of an error's body that has its text. */
  message: 'message' | 'Message';
}

const noTimes: ReadonlySet<string> = new Set();
const targets: Record<string, Target> = {
  AWSStepFunctions: { service: 'sfn', version: '1.0', times: noTimes, message: 'message' },
  AmazonAthena: { service: 'athena', version: '1.1', times: noTimes, message: 'Message' },
  AWSGlue: {
    service: 'glue',
    version: '1.1',
    times: new Set(['LastAccessTime', 'LastAnalyzedTime', 'QueryAsOfTime']),
    message: 'Message',
  },
};

const maxBodyBytes = 2 * 1024 * 1024;
const tooLarge = new ServiceError(
  'RequestEntityTooLargeException',
  `The request has more than ${maxBodyBytes} bytes. Large data goes by S3 key.`,
  413,
);

export const jsonProtocol: Protocol = {
  signatures: jsonSignatureRules(400),
  matches: ({ request }) => request.headers['x-amz-target'] !== undefined,
  async answer(exchange, call) {
    const { target, service, operation } = addressee(exchange);
    const body = await readBody(exchange.body, maxBodyBytes, tooLarge);
    const output = await service.call(operation, parseInput(body, target), call);
    send(exchange, 200, output, target.version);
  },
  fail(error, exchange) {
    const { version = '1.1', message = 'message' } = targetOf(exchange) ?? {};
    send(
      exchange,
      error.statusCode,
      { __type: error.code, [message]: error.message, ...error.details },
      version,
    );
  },
};

const nameOf = ({ request }: Exchange) => String(request.headers['x-amz-target']);
const targetOf = (exchange: Exchange) => {
  const prefix = nameOf(exchange).split('.', 1)[0]!;
  return Object.hasOwn(targets, prefix) ? targets[prefix] : undefined;
};

function addressee(exchange: Exchange) {
  const name = nameOf(exchange);
  const target = targetOf(exchange);
  const service = target && exchange.services.get(target.service);
  const operation = /^[^.]+\.([A-Z]\w*)$/.exec(name)?.[1];
  if (target && service && operation) {
    return { target, service, operation: operation[0]!.toLowerCase() + operation.slice(1) };
  }
  const asked = target?.service ?? signedFor(exchange.request.headers) ?? name.split('.', 1)[0]!;
  throw new ServiceError(
    'UnknownOperationException',
    absentOperation(name.replace(/^.*\./, ''), asked, exchange.services),
  );
}

function parseInput(body: Buffer, { times }: Target): unknown {
  let input: unknown;
  try {
    input = JSON.parse(body.toString() || '{}', (member, value: unknown) =>
      times.has(member) && typeof value === 'number' ? new Date(value * 1000) : value,
    );
  } catch (cause) {
    throw malformed(`The request's body is not JSON: ${(cause as Error).message}`, cause);
  }
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  throw malformed("The request's body must be a JSON object.");
}

function malformed(message: string, cause?: unknown) {
  return Object.assign(new ServiceError('SerializationException', message), { cause });
}

function send({ response, requestId }: Exchange, status: number, body: unknown, version: string): void {
  const bytes = Buffer.from(JSON.stringify(body ?? {}, toWire));
  response.writeHead(status, {
    'content-type': `application/x-amz-json-${version}`,
    'content-length': bytes.length,
    'x-amzn-requestid': requestId,
  });
  response.end(bytes);
}

/** Times are seconds since the epoch with a fraction, bytes are base64. `value` is a date's text already. */
function toWire(this: Record<string, unknown>, member: string, value: unknown): unknown {
  const original = this[member];
  if (isDate(original)) return original.getTime() / 1000;
  if (isUint8Array(original)) return Buffer.from(original).toString('base64');
  return value;
}
