import { isUtf8 } from 'node:buffer';
import { QueryError } from '../../query-error.ts';

/** Lines that stand one after the other. */
export interface Lines {
  texts: () => string[];
  /** Whether their bytes are UTF-8; what is not is shown as U+FFFD. */
  valid: boolean;
  /** As they stand in the file, line ends included; undefined where lines were held back. */
  bytes?: Buffer;
}

const feed = 0x0a;
const carriageReturn = 0x0d;
/** Trino's `hive.text.max-line-length`. */
const longestLine = 100 * 2 ** 20;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Cuts text into lines as Trino does: each ends at a line feed, a carriage return or both, the last one also at the
 * text's end; a byte order mark at its beginning is skipped.
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/text/TextLineReader.java
 * @throws QueryError HIVE_CURSOR_ERROR for a line of more than 100 MB
 */
export async function* readLines(chunks: AsyncIterable<Buffer>, uri: string): AsyncGenerator<Lines> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let begun = false;
  for await (const chunk of chunks) {
    const end = endOfLines(chunk);
    waitingBytes += chunk.length;
    if (end < 0 || (!begun && waitingBytes < byteOrderMark.length)) {
      if (waitingBytes > longestLine) throw tooLong(uri);
      waiting.push(chunk);
      continue;
    }
    const whole = Buffer.concat([...waiting, chunk.subarray(0, end)]);
    yield linesOf(begun ? whole : withoutMark(whole));
    begun = true;
    waiting = [chunk.subarray(end)];
    waitingBytes = chunk.length - end;
  }
  const rest = Buffer.concat(waiting);
  const last = begun ? rest : withoutMark(rest);
  if (last.length > 0) yield linesOf(last);
}

/** Behind the last end of a line that is surely whole: a carriage return at the very end may lack its line feed. */
function endOfLines(chunk: Buffer): number {
  const end = Math.max(chunk.lastIndexOf(feed), chunk.subarray(0, -1).lastIndexOf(carriageReturn));
  return end < 0 ? end : end + 1;
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes;
}

function linesOf(bytes: Buffer): Lines {
  const valid = isUtf8(bytes);
  return { bytes, valid, texts: () => textsOf(valid ? bytes.toString() : bytesText(bytes)) };
}

function textsOf(text: string): string[] {
  const texts = text.includes('\r') ? text.split(/\r\n?|\n/) : text.split('\n');
  // What stands behind the last line's end is no line.
  if (texts.at(-1) === '') texts.pop();
  return texts;
}

/** Java shows a surrogate's three bytes as one U+FFFD, JavaScript as three. */
function bytesText(bytes: Buffer): string {
  const latin = bytes.toString('latin1').replaceAll(/\xed[\xa0-\xbf][\x80-\xbf]/g, '\xef\xbf\xbd');
  return Buffer.from(latin, 'latin1').toString();
}

function tooLong(uri: string): QueryError {
  return new QueryError('HIVE_CURSOR_ERROR', `Failed to read file at ${uri}: a line is longer than 100 MB`);
}
