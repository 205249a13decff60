import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { strToU8, zipSync } from 'fflate';
import { extractCode } from '../../src/lambda/function-code.ts';
import type { LambdaFunction } from '../../src/lambda/lambda-function.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'code-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function packaged(files: Record<string, string>): LambdaFunction {
  const zipFile = join(directory, 'fn.zip');
  const zipped = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  writeFileSync(zipFile, zipSync(Object.fromEntries(zipped)));
  return { name: 'fn', zipFile } as LambdaFunction;
}

test('a zip is extracted whole, once per content', async () => {
  const code = join(directory, 'code');
  const first = await extractCode(packaged({ 'build/a/index.cjs': '1', 'b.txt': '2' }), code, code);
  expect(readFileSync(join(first, 'build/a/index.cjs'), 'utf8')).toBe('1');
  expect(readFileSync(join(first, 'b.txt'), 'utf8')).toBe('2');
  writeFileSync(join(first, 'mark'), '');
  expect(await extractCode(packaged({ 'build/a/index.cjs': '1', 'b.txt': '2' }), code, code)).toBe(first);
  expect(readdirSync(first).sort()).toEqual(['b.txt', 'build', 'mark']);
  const second = await extractCode(packaged({ 'b.txt': '3' }), code, code);
  expect(second).not.toBe(first);
  expect(readdirSync(second)).toEqual(['b.txt']);
});

test('many at once give one directory and leave nothing else behind', async () => {
  const code = join(directory, 'code');
  const fn = packaged({ 'index.cjs': '1' });
  const roots = await Promise.all(Array.from({ length: 5 }, () => extractCode(fn, code, code)));
  expect(new Set(roots).size).toBe(1);
  expect(
    readdirSync(code)
      .map((name) => join(code, name))
      .sort(),
  ).toEqual([roots[0], join(code, 'package.json')].sort());
});

test('what says that functions are no modules is whole at every moment', async () => {
  const code = join(directory, 'code');
  const file = join(code, 'package.json');
  const names = Array.from({ length: 40 }, (_, i) => `fn-${i}`);
  const fn = packaged({ 'index.cjs': '1' });
  await extractCode(fn, code, code);
  let extracting = true;
  const extracted = Promise.all(names.map((name) => extractCode({ ...fn, name }, code, code)));
  void extracted.finally(() => (extracting = false));
  const seen = new Set<string>();
  while (extracting) {
    seen.add(readFileSync(file, 'utf8'));
    await nextTurn();
  }
  await extracted;
  expect([...seen]).toEqual(['{}\n']);
});

test.each(['../out.txt', 'a/../../out.txt', '/out.txt', 'C:/out.txt', 'a\\..\\out.txt', '..'])(
  'the entry %s is refused, and nothing is written',
  async (name) => {
    const code = join(directory, 'code');
    mkdirSync(code);
    await expect(extractCode(packaged({ 'index.cjs': '1', [name]: 'x' }), code, code)).rejects.toThrow(
      "would lie outside the function's directory",
    );
    expect(readdirSync(code)).toEqual([]);
    expect(readdirSync(directory).sort()).toEqual(['code', 'fn.zip']);
  },
);

test('a zip that is gone, or not yet whole, is an error of the service, which is retried', async () => {
  const fn = packaged({ 'index.cjs': 'x'.repeat(1000) });
  const code = join(directory, 'code');
  const whole = readFileSync(fn.zipFile);
  writeFileSync(fn.zipFile, whole.subarray(0, whole.length / 2));
  const unreadable = { code: 'ServiceException', message: expect.stringContaining(fn.zipFile) as string };
  await expect(extractCode(fn, code, code)).rejects.toMatchObject(unreadable);
  rmSync(fn.zipFile);
  await expect(extractCode(fn, code, code)).rejects.toMatchObject(unreadable);
  writeFileSync(fn.zipFile, whole);
  expect(readdirSync(await extractCode(fn, code, code))).toEqual(['index.cjs']);
});
