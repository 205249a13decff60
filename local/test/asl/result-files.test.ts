import { ResultFiles } from '../../src/asl/map/result-files.ts';

/** The values of each file that is written when texts of these lengths, quotes included, have succeeded. */
async function filesOf(...lengths: number[]): Promise<number[]> {
  const files: number[] = [];
  const results = new ResultFiles('results/', 'JSON', async (_key, text) => {
    files.push((JSON.parse(text) as string[]).length);
  });
  for (const length of lengths) await results.add('SUCCEEDED', 'x'.repeat(length - 2));
  await results.close();
  return files;
}

test('a file of 16,000,000 characters takes another value, one beyond is closed', async () => {
  expect(await filesOf(16_000_000, 10)).toEqual([2]);
  expect(await filesOf(16_000_001, 10)).toEqual([1, 1]);
});
