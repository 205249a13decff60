import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { describeFullDisk } from '../disk-full.ts';
import type { KeyHolder } from '../iam/index.ts';
import { ServiceError } from '../service.ts';
import type { Service } from '../service.ts';
import { absentServiceProtocol } from './absent-service.ts';
import { authenticate } from './authenticate.ts';
import { jsonProtocol } from './json.ts';
import { lambdaProtocol } from './lambda.ts';
import { assertLocal } from './local-only.ts';
import type { Exchange, Protocol } from './protocol.ts';
import { queryProtocol } from './query.ts';
import { chunksOf } from './read-body.ts';
import { s3Protocol } from './s3/index.ts';
import { SignatureRefusal } from './signature/refusal.ts';

/** The first that matches is spoken; S3 has no mark of its own and takes the rest. */
const protocols: Protocol[] = [
  jsonProtocol,
  lambdaProtocol,
  queryProtocol,
  absentServiceProtocol,
  s3Protocol,
];

/** Answers one request, whatever happens. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  services: ReadonlyMap<string, Service>,
  holderOf: (accessKeyId: string) => KeyHolder,
): Promise<void> {
  const exchange = exchangeOf(request, response, services);
  const protocol = protocols.find((candidate) => candidate.matches(exchange))!;
  const signal = abortedWhenGone(response);
  try {
    assertLocal(request);
    const { principal, ...verified } = await authenticate(exchange, protocol.signatures, holderOf);
    const call = { principal, requestId: exchange.requestId, signal };
    await protocol.answer({ ...exchange, ...verified }, call);
  } catch (error) {
    // A client that is still sending when the connection ends would see a broken pipe instead of the error.
    await finished(request.resume()).catch(() => undefined);
    if (!request.socket.destroyed) fail(error, exchange, protocol);
  }
}

function exchangeOf(
  request: IncomingMessage,
  response: ServerResponse,
  services: ReadonlyMap<string, Service>,
): Exchange {
  const url = request.url ?? '/';
  const end = url.includes('?') ? url.indexOf('?') : url.length;
  const query = new URLSearchParams(url.slice(end + 1));
  const body = chunksOf(request);
  return { request, response, requestId: randomUUID(), path: url.slice(0, end), query, services, body };
}

function abortedWhenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new Error('The client closed the connection.'));
  });
  return gone.signal;
}

function fail(error: unknown, exchange: Exchange, protocol: Protocol): void {
  const known = knownError(error, exchange, protocol);
  // An answer that has begun can only be broken off.
  if (exchange.response.headersSent) exchange.response.destroy();
  else protocol.fail(known, exchange);
}

function knownError(error: unknown, exchange: Exchange, { signatures }: Protocol): ServiceError {
  if (error instanceof SignatureRefusal) return signatures.refuse(error);
  if (error instanceof ServiceError) return error;
  const full = describeFullDisk(error, 'the home directory');
  return full === undefined ? defect(error, exchange) : new ServiceError('InternalFailure', full, 500);
}

function defect(error: unknown, { request, requestId }: Exchange): ServiceError {
  console.error(`Request ${requestId} (${request.method} ${request.url}) failed unexpectedly:`, error);
  return new ServiceError(
    'InternalFailure',
    `The local endpoint failed unexpectedly; its standard error has the reason under request ${requestId}.`,
    500,
  );
}
