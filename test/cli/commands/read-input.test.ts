import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInput } from '../../../cli/commands/read-input.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();

function fileOf(content: string | Buffer): string {
  const file = join(directory(), 'input.json');
  writeFileSync(file, content);
  return file;
}

test('nothing is {}', async () => {
  expect(await readInput(undefined)).toBe('{}');
});

test.each(['{"eps": 0.3}', ' [1]', '"text"', '{"id": 9007199254740993}'])(
  '%s in place is taken',
  async (json) => {
    expect(await readInput(json)).toBe(json);
  },
);

test.each([
  ['as it is', '{"eps": 0.30}\r\n', '{"eps": 0.30}\r\n'],
  ['without its byte order mark', '\ufeff{"eps": 0.3}', '{"eps": 0.3}'],
])('a file is read %s', async (_, content, text) => {
  expect(await readInput(fileOf(content))).toBe(text);
});

test.each([
  [
    'a comma too many',
    '{\n  "eps": 0.3,\n}',
    /input\.json is not JSON at line 3, character 1: a key in double quotes/,
  ],
  ['NaN', '{\r\n"eps": NaN}', /is not JSON at line 2, character 8: JSON has no NaN/],
  ['a key twice', '{"eps": 1,\n "eps": 2}', /at line 2, character 2: the key "eps" stands twice/],
  ['nothing in it', '', /at line 1, character 1: the text ends too early/],
  ['two byte order marks', '\ufeff\ufeff{}', /at line 1, character 1: a value must stand/],
])('a file with %s is refused', async (_, content, message) => {
  await expect(readInput(fileOf(content))).rejects.toMatchObject({
    code: 'InvalidExecutionInput',
    status: 1,
    message: expect.stringMatching(message) as string,
  });
});

test('JSON in place that is none is refused by its place', async () => {
  await expect(readInput("{'eps': 1}")).rejects.toThrow('The input is not JSON at line 1, character 2: ');
});

test.each([
  ['in UTF-16', Buffer.from('\ufeff{}', 'utf16le'), /is UTF-16\. Save it as UTF-8/],
  ['in Latin-1', Buffer.from('{"a": "é"}', 'latin1'), /is not UTF-8/],
  ['packed', Buffer.from('PK\x03\x04'), /is a ZIP archive\. Unpack it/],
])('a file %s is refused', async (_, content, message) => {
  await expect(readInput(fileOf(content))).rejects.toThrow(message);
});

test('what cannot be read is named', async () => {
  await expect(readInput(join(directory(), 'none.json'))).rejects.toThrow(
    /none\.json cannot be read: there is no such file\./,
  );
  await expect(readInput(directory())).rejects.toThrow(/cannot be read: it is a directory\./);
});
