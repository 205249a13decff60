import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { readLines } from '../../../../cli/import/files/read-lines.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const directory = temporaryDirectory();

async function linesOf(content: Buffer): Promise<string[]> {
  const file = join(directory(), 'file');
  writeFileSync(file, content);
  const lines: string[] = [];
  for await (const line of readLines(file)) lines.push(line.toString());
  return lines;
}

const text = Buffer.from(Array.from({ length: 3000 }, (_, i) => `line ${i} ${(i * 7919) % 3000}\n`).join(''));
const tar = Buffer.alloc(512);
tar.write('ustar', 257);
const workbook = Buffer.concat([
  Buffer.from('PK\x03\x04'),
  Buffer.alloc(26),
  Buffer.from('[Content_Types].xml'),
]);
const utf16 = Buffer.from('customer_id\tproduct_id', 'utf16le');
const utf32 = Buffer.from([...'customer'].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0]));

test.each([
  ['ZIP that is cut', Buffer.from('PK\x03\x04\x14\0'), /is a ZIP archive that breaks off: copy it again/],
  ['xlsx', workbook, /is an Excel workbook\. Export it as text/],
  ['bzip2', Buffer.from('BZh91AY'), /is bzip2\. Unpack it/],
  ['xz', Buffer.from('fd377a585a000004', 'hex'), /is xz\. Unpack it/],
  ['zstd', Buffer.from('28b52ffd24', 'hex'), /is Zstandard\. Unpack it/],
  ['7z', Buffer.from('377abcaf271c0004', 'hex'), /is a 7z archive\. Unpack it/],
  ['tar', tar, /is a tar archive\. Unpack it/],
  ['Parquet', Buffer.from('PAR1\x15\x04'), /is Parquet\. Export/],
  ['Avro', Buffer.from('Obj\x01\x04'), /is Avro\. Export/],
  ['SQLite', Buffer.from('SQLite format 3\0'), /is an SQLite database\. Export/],
  ['PDF', Buffer.from('%PDF-1.7'), /is PDF\. Export/],
  ['UTF-16 without', utf16, /is UTF-16\. Save it as UTF-8/],
  ['UTF-16 of big ends', Buffer.from(utf16).swap16(), /is UTF-16\. Save it as UTF-8/],
  ['UTF-32', utf32, /is UTF-32\. Save it as UTF-8/],
  ['UTF-32 of big ends', Buffer.from(utf32).swap32(), /is UTF-32\. Save it as UTF-8/],
  ['gzip within gzip', gzipSync(gzipSync('x')), /holds gzip within gzip\. Unpack it once/],
  ['tar within gzip', gzipSync(tar), /holds, within its gzip, a tar archive\. Unpack it/],
])('%s is recognised and named', async (_, content, message) => {
  await expect(linesOf(content)).rejects.toMatchObject({
    code: 'WrongFile',
    message: expect.stringMatching(message) as string,
  });
});

const whole = gzipSync(text);
const otherByteAt = (offset: number) => {
  const bytes = Buffer.from(whole);
  const at = bytes.length + offset;
  bytes[at] = bytes[at]! ^ 1;
  return bytes;
};

test.each([
  ['cut off', whole.subarray(0, -100), /its gzip breaks off/],
  ['cut off in its trailer', whole.subarray(0, -1), /its gzip breaks off/],
  ['of another checksum', otherByteAt(-6), /its gzip is damaged \(incorrect data check\)/],
  ['of another length', otherByteAt(-2), /its gzip is damaged \(incorrect length check\)/],
  [
    'with other bytes at its end',
    Buffer.concat([whole, Buffer.from('garbage')]),
    /other bytes follow the end/,
  ],
  [
    'with other bytes behind zeros',
    Buffer.concat([whole, Buffer.alloc(9), Buffer.from('x')]),
    /other bytes follow the end/,
  ],
  [
    'with other bytes far behind',
    Buffer.concat([whole, Buffer.alloc(200_000), Buffer.from('x')]),
    /other bytes follow the end/,
  ],
  [
    'with a member behind zeros',
    Buffer.concat([whole, Buffer.alloc(9), whole]),
    /other bytes follow the end/,
  ],
  ['with half a member', Buffer.concat([whole, whole.subarray(0, 30)]), /its gzip breaks off/],
])('gzip %s is refused', async (_, content, message) => {
  await expect(linesOf(content)).rejects.toThrow(message);
});

test.each([
  ['UTF-16 with a mark', Buffer.from(`\ufeff${text.toString()}`, 'utf16le')],
  ['UTF-16 of big ends with a mark', Buffer.from(`\ufeff${text.toString()}`, 'utf16le').swap16()],
  ['a ZIP archive of one file', Buffer.from(zipSync({ 'notes/': new Uint8Array(), 'notes/data.csv': text }))],
  ['a ZIP archive that is not packed', Buffer.from(zipSync({ 'data.csv': text }, { level: 0 }))],
  ['plain', text],
  ['gzip', whole],
  ['gzip of several members, one of them empty', Buffer.concat([whole, gzipSync('')])],
  ['gzip padded with zeros', Buffer.concat([whole, Buffer.alloc(200_000)])],
])('%s is read whole', async (_, content) => {
  expect((await linesOf(content)).join('\n')).toBe(text.toString().trimEnd());
});

const zip = Buffer.from(zipSync({ 'data.csv': text }));
const damaged = Buffer.from(zip);
damaged[200] = damaged[200]! ^ 1;
const protectedZip = Buffer.from(zip);
protectedZip[protectedZip.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 8]! |= 1;

test.each([
  ['cut off', zip.subarray(0, -30), /is a ZIP archive that breaks off/],
  ['damaged', damaged, /its gzip is damaged/],
  ['with a password', protectedZip, /with a password: unpack it first/],
  [
    'of two files',
    Buffer.from(zipSync({ 'a.csv': text, 'b.csv': text })),
    /of 2 files \(a\.csv, b\.csv\): give the folder/,
  ],
  ['without a file', Buffer.from(zipSync({ 'folder/': new Uint8Array() })), /without a file/],
])('a ZIP archive %s is refused', async (_, content, message) => {
  await expect(linesOf(content)).rejects.toThrow(message);
});

test.each([
  ['latin1', Buffer.from('Köln', 'latin1')],
  ['windows-1252', Buffer.from('Köln', 'latin1')],
  ['utf-16be', Buffer.from('Köln', 'utf16le').swap16()],
])('%s is read where it is declared', async (encoding, content) => {
  const file = join(directory(), 'file');
  writeFileSync(file, content);
  const lines: string[] = [];
  for await (const line of readLines(file, encoding)) lines.push(line.toString());
  expect(lines).toEqual(['Köln']);
});

test('half a character of UTF-16 is refused', async () => {
  const content = Buffer.concat([Buffer.from('\ufeffKöln', 'utf16le'), Buffer.from([0xd8])]);
  await expect(linesOf(content)).rejects.toThrow('is not all utf-16le. Save it as UTF-8, or declare');
});
