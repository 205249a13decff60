import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call, Service, ServiceError } from '../service.ts';
import type { ChunkSignatures } from './signature/chunks.ts';
import type { SignatureRules } from './signature/refusal.ts';

/** One request with its answer. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  /** As sent, percent-encoded: decoding would make keys with `%2F` or `..` ambiguous. */
  path: string;
  query: URLSearchParams;
  services: ReadonlyMap<string, Service>;
  /** The request's bytes; ends with an error where they are not those that were signed. */
  body: AsyncIterable<Buffer>;
  /** Verifies the chunks of a body that has signed ones. */
  chunks?: ChunkSignatures;
}

/** One of AWS's ways to put an operation into HTTP. */
export interface Protocol {
  /** Whether the request speaks this protocol. */
  matches(exchange: Exchange): boolean;
  /** How its services judge signatures. */
  signatures: SignatureRules;
  /** Performs the request and sends its result. Rejects with ServiceError, or with whatever is a defect of ours. */
  answer(exchange: Exchange, call: Call): Promise<void>;
  /** Sends an error in the protocol's shape. */
  fail(error: ServiceError, exchange: Exchange): void;
}
