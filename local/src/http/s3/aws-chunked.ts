/**
 * The content encoding `aws-chunked`, in which today's SDKs send bodies with checksums as trailers:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html.
 */
import { createHash } from 'node:crypto';
import { s3Error } from '../../s3/errors.ts';
import type { ChunkSignatures } from '../signature/chunks.ts';

const maxLineBytes = 16 * 1024;
const lineEnd = Buffer.from('\r\n');

/**
 * The decoded body. `trailers` has all trailers, by name in lower case, when the body has ended.
 * @param signatures verifies the chunks and the trailers, where the sender's secret is known
 */
export async function* decodeAwsChunked(
  encoded: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
  signatures?: ChunkSignatures,
): AsyncGenerator<Buffer> {
  const reader = new Reader(encoded);
  for (;;) {
    const { size, signature } = readSize(await reader.line());
    const hash = createHash('sha256');
    for await (const part of reader.bytes(size)) {
      if (signatures) hash.update(part);
      yield part;
    }
    await signatures?.verifyChunk(signature, hash.digest('hex'));
    if (size === 0) break;
    if ((await reader.line()) !== '') throw incomplete('a chunk is longer than its size says');
  }
  for (let line = await reader.line(); line; line = await reader.line()) {
    const [name = '', value = ''] = line.split(/:(.*)/s);
    trailers.set(name.trim().toLowerCase(), value.trim());
  }
  await signatures?.verifyTrailers(trailers);
}

/** A chunk's first line: its size, hexadecimal, then extensions such as `;chunk-signature=…`. */
function readSize(line: string | undefined): { size: number; signature?: string } {
  const [, size, extensions] = /^([0-9a-fA-F]{1,12})(;.*)?$/.exec(line ?? '') ?? [];
  const signature = /;chunk-signature=([0-9a-f]+)/.exec(extensions ?? '')?.[1];
  if (size !== undefined) return { size: parseInt(size, 16), signature };
  throw incomplete(line === undefined ? 'its last chunk is missing' : 'a chunk does not begin with its size');
}

function incomplete(reason: string) {
  return s3Error(
    'IncompleteBody',
    `The request body is not complete in its encoding aws-chunked: ${reason}.`,
  );
}

class Reader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(encoded: AsyncIterable<Buffer>) {
    this.#chunks = encoded[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
    return true;
  }

  /** The next line without its end; undefined at the end of the body. */
  async line(): Promise<string | undefined> {
    let end: number;
    while ((end = this.#rest.indexOf(lineEnd)) === -1) {
      if (this.#rest.length > maxLineBytes) throw incomplete(`a line has more than ${maxLineBytes} bytes`);
      if (!(await this.#more())) return undefined;
    }
    const line = this.#rest.toString('latin1', 0, end);
    this.#rest = this.#rest.subarray(end + lineEnd.length);
    return line;
  }

  async *bytes(count: number): AsyncGenerator<Buffer> {
    for (let missing = count; missing > 0;) {
      if (this.#rest.length === 0 && !(await this.#more())) throw incomplete('it ends within a chunk');
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      yield part;
    }
  }
}
