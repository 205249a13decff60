import { createReadStream } from 'node:fs';
import { CommandFailure } from '../failure.ts';
import { headLength, kindOf } from './file-kinds.ts';
import { gunzip } from 'template-runtime/gunzip';

/**
 * The bytes of a file, unpacked if they are gzip's. It is read once from the front: it may be a pipe.
 * @throws CommandFailure WrongFile for what is recognised as something else than text
 */
export async function* openContent(file: string): AsyncGenerator<Buffer> {
  const [head, content] = await peek(createReadStream(file) as AsyncIterable<Buffer>);
  if (!isGzip(head)) {
    refuseOthers(file, head, 'is');
    yield* content;
    return;
  }
  const [unpackedHead, unpacked] = await peek(gunzip(content));
  if (isGzip(unpackedHead)) throw wrongFile(file, 'holds gzip within gzip. Unpack it once');
  refuseOthers(file, unpackedHead, 'holds, within its gzip,');
  yield* unpacked;
}

/** The first bytes of a stream, and the stream with them. */
async function peek(source: AsyncIterable<Buffer>): Promise<[Buffer, AsyncGenerator<Buffer>]> {
  const chunks = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < headLength) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return [head, rejoined(head, chunks)];
}

async function* rejoined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b;

function refuseOthers(file: string, head: Buffer, verb: string): void {
  const kind = kindOf(head);
  if (kind) throw wrongFile(file, `${verb} ${kind.name}. ${kind.remedy}`);
}

function wrongFile(file: string, words: string): CommandFailure {
  return new CommandFailure('WrongFile', `${file} ${words}. Nothing was imported; the table is as it was.`);
}
