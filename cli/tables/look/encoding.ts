import { openContent } from '../../import/files/open-content.ts';

/** How many bytes tell whether a text is UTF-8. */
const enough = 64 * 1024 * 1024;

/** What a file's bytes are, where no mark says it; undefined for UTF-8. */
export async function encodingOf(file: string): Promise<string | undefined> {
  const wide = await wideEncoding(file);
  if (wide !== undefined) return wide;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let seen = 0;
  for await (const chunk of openContent(file)) {
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      return 'windows-1252';
    }
    seen += chunk.length;
    if (seen > enough) break;
  }
  return undefined;
}

/** UTF-16 without a mark: read as such, it begins with plain letters. With a mark, it does whichever is said. */
async function wideEncoding(file: string): Promise<string | undefined> {
  const [little, big] = [await isPlain(file, 'utf-16le'), await isPlain(file, 'utf-16be')];
  if (little === big) return undefined;
  return little ? 'utf-16le' : 'utf-16be';
}

async function isPlain(file: string, encoding: string): Promise<boolean> {
  try {
    for await (const chunk of openContent(file, encoding)) return /^[\t -~]{4}/.test(chunk.toString());
  } catch {
    // It is something else; reading it as what it is tells what is wrong.
  }
  return false;
}
