import { Readable } from 'node:stream';
import { s3Error } from './errors.ts';

/** The bytes of an input's Body; without one the object is empty. Text is UTF-8. */
export async function* bytesOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (body === undefined) return;
  if (typeof body === 'string') yield Buffer.from(body);
  else if (body instanceof Uint8Array) yield body;
  else if (body instanceof Readable) yield* body as AsyncIterable<Uint8Array>;
  else throw s3Error('InvalidArgument', 'Body must be a Readable, a string or a Uint8Array.');
}
