import { ItemReaderFailed } from '../../errors.ts';
import type { Json } from '../../host.ts';
import { decode } from './decode.ts';
import { parseFile } from './json.ts';

/**
 * The elements of the array that a JSON Pointer finds in a file (RFC 6901). The whole file is in memory meanwhile.
 * @throws ItemReaderFailed
 */
export async function* readPointedJson(
  chunks: AsyncIterable<Uint8Array>,
  pointer: string,
): AsyncIterable<Json> {
  const texts: string[] = [];
  for await (const text of decode(chunks)) texts.push(text);
  const found = namesOf(pointer).reduce<Json | undefined>(memberOf, parseFile(texts.join('')));
  if (!Array.isArray(found)) {
    const what = found === undefined ? 'nothing' : 'no array';
    throw new ItemReaderFailed(
      `Attempting to map over non-iterable node: ItemsPointer ${pointer} finds ${what}.`,
    );
  }
  yield* found;
}

function namesOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, Json>)[name];
}
