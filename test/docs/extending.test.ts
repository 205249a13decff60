/** Follows docs/extending.md in a copy of the project: what it tells to write is enough, and works as it says. */
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { StatesError } from 'template-runtime/asl';
import type { InterceptedCall } from 'template-runtime/sfn';
import { guideFiles, guidePaths } from '../support/guide.ts';
import { fillLake } from '../support/lake.ts';
import { Pipeline, bucket, projectRoot } from '../support/pipeline.ts';
import { copyProject } from '../support/project-copy.ts';
import type { ProjectCopy } from '../support/project-copy.ts';

const machineFiles = guideFiles('A machine');
const [nightFile] = guideFiles('Into the night');

let copy: ProjectCopy;
let pipeline: Pipeline;
/** Whether the new machine's Tasks fail. */
let isBroken = false;

beforeAll(async () => {
  copy = await copyProject();
  for (const { path, content } of [...machineFiles, nightFile!])
    await writeFile(join(copy.directory, path), content);
}, 60_000);
afterAll(() => copy.remove());

test('a machine takes at most four files, none of which is there', () => {
  expect(machineFiles.length).toBeLessThanOrEqual(4);
  expect(machineFiles.filter(({ path }) => existsSync(join(projectRoot, path)))).toEqual([]);
});

test('without its rights it is not packaged', async () => {
  const rights = join(copy.directory, machineFiles.find(({ path }) => path.includes('/rights/'))!.path);
  await rename(rights, `${copy.directory}/aside.json`);
  const { status, printed } = copy.package();
  await rename(`${copy.directory}/aside.json`, rights);
  expect(status).not.toBe(0);
  expect(printed).toContain(
    'The machine popular-products declares no rights. Write statemachines/rights/popular-products.json: ',
  );
}, 120_000);

/** The ratings counted without SQL. */
async function bestRated(least: number) {
  const file = join(pipeline.home, 's3', bucket, 'bronze/ratings/data.tsv.gz');
  const text = gunzipSync(await readFile(file)).toString();
  const stars = new Map<string, number[]>();
  for (const line of text.trimEnd().split('\n').slice(1)) {
    const [, product, rating] = line.split('\t');
    stars.set(product!, [...(stars.get(product!) ?? []), Number(rating)]);
  }
  return [...stars]
    .filter(([, ratings]) => ratings.length >= least)
    .map(([product_id, ratings]) => ({
      product_id,
      ratings: ratings.length,
      mean: ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length,
    }))
    .sort((a, b) => b.mean - a.mean || (a.product_id < b.product_id ? -1 : 1));
}

describe('packaged,', () => {
  beforeAll(async () => {
    const { status, printed } = copy.package();
    expect({ status, printed: status === 0 ? '' : printed }).toEqual({ status: 0, printed: '' });
    const interceptCall = ({ machine }: InterceptedCall) => {
      if (isBroken && machine.endsWith('popular-products')) throw new StatesError('Injected', 'broken');
    };
    pipeline = await Pipeline.start({ packageDirectory: copy.packageDirectory, interceptCall });
    await fillLake(pipeline);
  }, 120_000);
  afterAll(() => pipeline?.stop());

  const published = async () =>
    parse<Record<string, string>>(await pipeline.getText('published/popular-products/products.csv'), {
      columns: true,
    });

  test('it publishes what it queries', async () => {
    const { status, output } = await pipeline.run('popular-products', { minRatings: 200 }, 'popular');
    const uri = `s3://${bucket}/published/popular-products/products.csv`;
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: { run: 'popular', published: [uri] } });
    const expected = await bestRated(200);
    expect(expected.length).toBeGreaterThan(50);
    const rows = await published();
    expect(rows.map(({ product_id }) => product_id)).toEqual(expected.map(({ product_id }) => product_id));
    rows.forEach((row, i) => {
      expect(Number(row.ratings)).toBe(expected[i]!.ratings);
      expect(Number(row.mean_rating)).toBeCloseTo(expected[i]!.mean, 9);
    });
  });

  test.each([
    [{ minRatings: 0 }, /^minRatings must be a whole number from 1\b.*, but was 0\.$/],
    [{ least: 5 }, /^Unknown field least\. The input takes minRatings, job, asOf\.$/],
    [[], /^The input must be a JSON object, but was \[\]\.$/],
  ])('it refuses %j', async (input, message) => {
    const { error, cause } = await pipeline.run('popular-products', input);
    expect(error).toBe('InvalidInput');
    expect(cause).toMatch(message);
  });

  test('it is part of the night', async () => {
    const input = { only: ['popular-products'], 'popular-products': { minRatings: 300 } };
    const { status, output } = await pipeline.run('nightly', input, 'night');
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({
      machines: [{ job: 'popular-products', runId: 'night-popular-0-0', status: 'SUCCEEDED' }],
    });
    expect(await published()).toHaveLength((await bestRated(300)).length);
    isBroken = true;
    expect(await pipeline.run('nightly', input)).toMatchObject({ error: 'PopularProductsFailed' });
  });
});

test.each(['A function', 'A table', 'A local operation'])(
  '%s: the files that it names are there',
  (heading) => {
    const paths = guidePaths(heading);
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  },
);
