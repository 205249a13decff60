import { gunzip } from 'template-runtime/gunzip';

/** What of a ZIP archive is a table, or why nothing is. */
export interface Unzipped {
  /** To follow the file's name. */
  problem?: string;
  text?: AsyncIterable<Buffer>;
}

interface Entry {
  name: string;
  flags: number;
  method: number;
  checksum: number;
  packed: number;
  size: number;
  offset: number;
}

/** What macOS adds to an archive, and folders. */
const isBeside = (name: string) =>
  name.endsWith('/') || name.startsWith('__MACOSX/') || name.endsWith('.DS_Store');

/**
 * The only file of a ZIP archive, held to its checksum.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function unzip(archive: Buffer): Unzipped {
  const entries = entriesOf(archive)?.filter(({ name }) => !isBeside(name));
  if (entries === undefined) return { problem: 'is a ZIP archive that breaks off: copy it again' };
  const [entry, other] = entries;
  if (entry === undefined) return { problem: 'is a ZIP archive without a file' };
  if (other) {
    const named = entries.slice(0, 5).map(({ name }) => name);
    return {
      problem: `is a ZIP archive of ${entries.length} files (${named.join(', ')}): give the folder with them unpacked`,
    };
  }
  if (entry.flags & 1) return { problem: 'is a ZIP archive with a password: unpack it first' };
  if (![0, 8].includes(entry.method) || entry.size === 0xffffffff)
    return { problem: 'is a ZIP archive of a kind that is not read here: unpack it first' };
  return { text: gunzip(asGzip(archive, entry)) };
}

/** The list of files at an archive's end; undefined where it is not there. */
function entriesOf(archive: Buffer): Entry[] | undefined {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || archive.length < end + 22) return undefined;
  const entries: Entry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > archive.length || archive.toString('latin1', at, at + 4) !== 'PK\x01\x02') return undefined;
    const [name, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + name!),
      flags: archive.readUInt16LE(at + 8),
      method: archive.readUInt16LE(at + 10),
      checksum: archive.readUInt32LE(at + 16),
      packed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    });
    at += 46 + name! + extra! + comment!;
  }
  return entries;
}

/** An entry as gzip, whose reader holds it to checksum and length. */
async function* asGzip(archive: Buffer, entry: Entry): AsyncGenerator<Buffer> {
  const { offset, packed, method, checksum, size } = entry;
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const data = archive.subarray(start, start + packed);
  yield Buffer.from('1f8b0800000000000003', 'hex');
  if (method === 8) yield data;
  else yield* storedBlocks(data);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(checksum, 0);
  trailer.writeUInt32LE(size, 4);
  yield trailer;
}

/** Bytes that are not packed, in the blocks that deflate has for them. */
function* storedBlocks(data: Buffer): Generator<Buffer> {
  for (let at = 0; at === 0 || at < data.length; at += 0xffff) {
    const block = data.subarray(at, at + 0xffff);
    const head = Buffer.alloc(5);
    head.writeUInt8(at + 0xffff >= data.length ? 1 : 0, 0);
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(~block.length & 0xffff, 3);
    yield head;
    yield block;
  }
}
