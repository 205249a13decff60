import { gzipSync } from 'node:zlib';

/** A file as it lies in the lake. */
export interface Packed {
  name: string;
  bytes: Buffer;
}

/** The ways in which text can be packed, damaged, or called otherwise than it is. */
export function packings(text: Buffer): Record<string, Packed> {
  const half = Math.floor(text.length / 2);
  const gzip = gzipSync(text);
  const members = Buffer.concat([gzipSync(text.subarray(0, half)), gzipSync(text.subarray(half))]);
  const flipped = (at: number) => {
    const copy = Buffer.from(gzip);
    copy[at] = copy[at]! ^ 0x55;
    return copy;
  };
  const file = (name: string, ...bytes: Uint8Array[]): Packed => ({ name, bytes: Buffer.concat(bytes) });
  const gz = (...bytes: Uint8Array[]) => file('data.gz', ...bytes);
  return {
    plain: file('data', text),
    'named .gz, plain': gz(text),
    gzip: gz(gzip),
    'gzip in two members': gz(members),
    'gzip with zeros behind': gz(gzip, Buffer.alloc(512)),
    'gzip with a member behind zeros': gz(gzip, Buffer.alloc(512), gzip),
    'gzip with other bytes behind': gz(
      gzip,
      Buffer.from('and more bytes than a header has, so that they are seen'),
    ),
    'gzip with half a member behind': gz(gzip, gzip.subarray(0, Math.floor(gzip.length / 2))),
    'gzip that breaks off': gz(gzip.subarray(0, Math.floor(gzip.length / 2))),
    'gzip without its end': gz(gzip.subarray(0, -8)),
    'gzip with half its end': gz(gzip.subarray(0, -4)),
    'gzip with another byte': gz(flipped(Math.floor(gzip.length / 2))),
    'gzip with another checksum': gz(flipped(gzip.length - 8)),
    'gzip with another length': gz(flipped(gzip.length - 4)),
    'gzip of nothing': gz(gzipSync('')),
    'no bytes, named .gz': gz(),
    'no bytes': file('data'),
    'gzip named .GZ': file('data.GZ', gzip),
    'gzip without suffix': file('data', gzip),
    'gzip with a suffix more': file('data.gz.bak', gzip),
    'named .bz2': file('data.bz2', Buffer.from('BZh9')),
    'named .zst': file('data.zst', text),
    'named .snappy': file('data.snappy', text),
    'named .lz4': file('data.lz4', text),
    'named .deflate': file('data.deflate', text),
    'hidden by _': file('_data', text),
    'hidden by a point': file('.data', text),
  };
}

/** The ways in which lines end, and what may stand before and between them. */
export function lineations(lines: string[]): Record<string, Buffer> {
  const mixed = lines.map((line, i) => line + ['\n', '\r\n', '\r'][i % 3]!).join('');
  const latin1 = Buffer.from(`${lines.join('\n')}\n`, 'latin1');
  return {
    'line feeds': Buffer.from(`${lines.join('\n')}\n`),
    'no end of the last line': Buffer.from(lines.join('\n')),
    'carriage returns and line feeds': Buffer.from(`${lines.join('\r\n')}\r\n`),
    'carriage returns': Buffer.from(`${lines.join('\r')}\r`),
    'all ends of lines': Buffer.from(mixed),
    'blank lines': Buffer.from(`\n${lines.join('\n\n')}\n\n\r\n\r\r`),
    'a byte order mark': Buffer.from(`\ufeff${lines.join('\n')}\n`),
    'two byte order marks': Buffer.from(`\ufeff\ufeff${lines.join('\n')}\n`),
    'only a byte order mark': Buffer.from('\ufeff'),
    'only an end of a line': Buffer.from('\n'),
    'only a carriage return': Buffer.from('\r'),
    'Latin-1': latin1,
    'UTF-16': Buffer.from(`\ufeff${lines.join('\n')}\n`, 'utf16le'),
    'bytes that are no UTF-8': Buffer.concat([
      latin1,
      Buffer.from([0xed, 0xa0, 0x80, 0xe2, 0x82, 0x0a, 0xc0, 0x80, 0xff, 0x0a]),
    ]),
  };
}
