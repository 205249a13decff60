/** What a file can be that is no table, and what to do then. */
export interface FileKind {
  name: string;
  remedy: string;
}

/** How many bytes of a file `kindOf` looks at. */
export const headLength = 512;

const unpack = 'Unpack it, and give the file in it';
const exportIt = 'Export it as text, in the format that is asked for';
const encode = 'Save it as UTF-8';

/** By the bytes at a place that each kind of file has: https://www.garykessler.net/library/file_sigs.html */
const signatures: [name: string, remedy: string, hex: string, at?: number][] = [
  ['an Excel workbook', exportIt, hexOf('[Content_Types]'), 30],
  ['an old Excel file', exportIt, 'd0cf11e0a1b11ae1'],
  ['a ZIP archive', unpack, '504b0304'],
  ['an empty ZIP archive', unpack, '504b0506'],
  ['bzip2', unpack, hexOf('BZh')],
  ['xz', unpack, 'fd377a585a00'],
  ['Zstandard', unpack, '28b52ffd'],
  ['LZ4', unpack, '04224d18'],
  ['Snappy', unpack, 'ff060000734e61507059'],
  ['LZMA', unpack, '5d0000'],
  ['compress (.Z)', unpack, '1f9d'],
  ['a 7z archive', unpack, '377abcaf271c'],
  ['a RAR archive', unpack, hexOf('Rar!')],
  ['a tar archive', unpack, hexOf('ustar'), 257],
  ['Parquet', exportIt, hexOf('PAR1')],
  ['encrypted Parquet', exportIt, hexOf('PARE')],
  ['Avro', exportIt, hexOf('Obj') + '01'],
  ['ORC', exportIt, hexOf('ORC')],
  ['Arrow', exportIt, hexOf('ARROW1')],
  ['an SQLite database', exportIt, hexOf('SQLite format 3')],
  ['PDF', exportIt, hexOf('%PDF-')],
  ['HDF5', exportIt, '894844460d0a1a0a'],
  ['a NumPy array', exportIt, '93' + hexOf('NUMPY')],
  ['a pickle', exportIt, '8004'],
  ['a pickle', exportIt, '8005'],
  ['UTF-32', encode, 'fffe0000'],
  ['UTF-32', encode, '0000feff'],
  ['UTF-16', encode, 'fffe'],
  ['UTF-16', encode, 'feff'],
];

/** Which bytes of each four are 0 in ASCII text without a byte order mark. */
const zerosOf: [name: string, zeros: string][] = [
  ['UTF-16', '.0.0'],
  ['UTF-16', '0.0.'],
  ['UTF-32', '.000'],
  ['UTF-32', '000.'],
];

/** What a file is, by its first bytes; undefined for what may be text. */
export function kindOf(head: Buffer): FileKind | undefined {
  const hex = head.toString('hex');
  const found = signatures.find(([, , bytes, at = 0]) => hex.startsWith(bytes, 2 * at));
  if (found) return { name: found[0], remedy: found[1] };
  const zeros = Array.from(head.subarray(0, 8), (byte) => (byte === 0 ? '0' : '.')).join('');
  const wide = zerosOf.find(([, pattern]) => zeros === pattern.repeat(2));
  return wide && { name: wide[0], remedy: encode };
}

function hexOf(ascii: string): string {
  return Buffer.from(ascii).toString('hex');
}
