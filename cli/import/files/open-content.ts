import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { CommandFailure } from '../../failure.ts';
import { gunzip } from 'template-runtime/gunzip';
import { headLength, kindOf } from './file-kinds.ts';
import { rejoined } from './rejoined.ts';
import { toUtf8 } from './to-utf8.ts';
import { unzip } from './unzip.ts';

/**
 * The bytes of a file as UTF-8, unpacked if they are gzip's or a ZIP archive's of one file. It is read once from the front:
 * it may be a pipe.
 * @param file `-` for standard input
 * @param encoding what the bytes are, where no mark says it
 * @throws CommandFailure WrongFile for what is recognised as something else than text
 */
export async function* openContent(file: string, encoding?: string): AsyncGenerator<Buffer> {
  const source = file === '-' ? process.stdin : createReadStream(file);
  const [head, content] = await peek(source as AsyncIterable<Buffer>);
  if (isGzip(head)) {
    yield* openText(file, gunzip(rejoined([head], content)), 'holds, within its gzip,', encoding);
    return;
  }
  if (kindOf(head)?.name !== 'a ZIP archive') {
    yield* openText(file, rejoined([head], content), 'is', encoding);
    return;
  }
  const { problem, text } = unzip(await buffer(rejoined([head], content)));
  if (text === undefined) throw wrongFile(file, problem!);
  yield* openText(file, text, 'holds, within its ZIP archive,', encoding);
}

async function* openText(
  file: string,
  source: AsyncIterable<Buffer>,
  verb: string,
  encoding?: string,
): AsyncGenerator<Buffer> {
  const [head, rest] = await peek(source);
  if (isGzip(head)) throw wrongFile(file, 'holds gzip within gzip. Unpack it once');
  const marked = markOf(head);
  const kind = (marked ?? encoding)?.startsWith('utf-16') ? undefined : kindOf(head);
  if (kind) throw wrongFile(file, `${verb} ${kind.name}. ${kind.remedy}`);
  const content = rejoined([head], rest);
  const given = marked ?? encoding ?? 'utf-8';
  if (given === 'utf-8') {
    yield* content;
    return;
  }
  try {
    yield* toUtf8(content, given);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw wrongFile(file, `is not all ${given}. Save it as UTF-8, or declare delivery.encoding as it is`);
  }
}

/** Two bytes that tell UTF-16, and are not UTF-32's. */
function markOf(head: Buffer): string | undefined {
  const hex = head.toString('hex', 0, 4);
  if (hex.startsWith('fffe') && hex !== 'fffe0000') return 'utf-16le';
  return hex.startsWith('feff') ? 'utf-16be' : undefined;
}

/** The first bytes of a stream, and the rest of it. */
async function peek(source: AsyncIterable<Buffer>): Promise<[Buffer, AsyncIterator<Buffer>]> {
  const chunks = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < headLength) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return [head, chunks];
}

const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b;

function wrongFile(file: string, words: string): CommandFailure {
  return new CommandFailure('WrongFile', `${file} ${words}. Nothing was imported; the table is as it was.`);
}
