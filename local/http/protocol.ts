import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call, Service, ServiceError } from '../service.ts';

/** One request with its answer. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  /** As sent, percent-encoded: decoding would make keys with `%2F` or `..` ambiguous. */
  path: string;
  query: URLSearchParams;
  services: ReadonlyMap<string, Service>;
}

/** One of AWS's ways to put an operation into HTTP. */
export interface Protocol {
  /** Whether the request speaks this protocol. */
  matches(exchange: Exchange): boolean;
  /** Carries out the request and sends its result. Rejects with ServiceError, or with whatever is a defect of ours. */
  answer(exchange: Exchange, call: Call): Promise<void>;
  /** Sends an error in the protocol's shape. */
  fail(error: ServiceError, exchange: Exchange): void;
}
