import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnProfile, Correlation } from '../../kernels/profile/column-profile.ts';
import { Pipeline, projectRoot } from '../support/pipeline.ts';
import { fillLake } from '../support/lake.ts';

interface Profile {
  rows: number;
  advice: { ids: string[]; targets: string[]; features: string[]; notes: string[] };
  columns: ColumnProfile[];
  correlations: Correlation[];
}

/** NumPy's figures of the same file: quantile, std(ddof=1), histogram, corrcoef. */
const reference = JSON.parse(
  readFileSync(join(projectRoot, 'test/fixtures/profile/diabetes.json'), 'utf8'),
) as {
  columns: Record<string, Record<string, number> & { histogram: number[] }>;
  correlations: Record<string, number>;
};

let pipeline: Pipeline;
let profile: Profile;

beforeAll(async () => {
  pipeline = await Pipeline.start();
  await fillLake(pipeline);
  const { status, output } = await pipeline.run('table-profile', {}, 'profiled');
  expect({ status, output }).toMatchObject({ status: 'SUCCEEDED', output: { table: 'patients', rows: 442 } });
  profile = JSON.parse(await pipeline.getText('published/table-profile/patients.json')) as Profile;
}, 120_000);
afterAll(() => pipeline.stop());

const delivered = (name: string) => (name === 'target' ? 'y_true' : name);

test.each(Object.entries(reference.columns))('%s has the figures that NumPy gives', (name, expected) => {
  const { numbers, distinct, nulls, rows } = profile.columns.find((each) => each.name === delivered(name))!;
  const { histogram, distinct: values, ...figures } = expected;
  expect({ rows, nulls, distinct }).toEqual({ rows: 442, nulls: 0, distinct: values });
  for (const [figure, value] of Object.entries(figures))
    expect([figure, numbers![figure as 'mean']]).toEqual([figure, expect.closeTo(value, 8)]);
  expect(numbers!.histogram).toEqual(histogram);
});

test.each(Object.entries(reference.correlations))('%s correlate as NumPy says', (pair, expected) => {
  const names = pair.split(' ').map(delivered);
  const found = profile.correlations.find(({ columns }) => names.every((name) => columns.includes(name)))!;
  expect(found).toMatchObject({ rows: 442, correlation: expect.closeTo(expected, 9) as number });
});

test('the tables hold what is published, and the advice names id, targets and features', async () => {
  expect(await pipeline.sql("SELECT COUNT(*) AS n FROM gold_profile WHERE run = 'profiled'")).toEqual([
    { n: '13' },
  ]);
  expect(profile.advice).toMatchObject({ ids: ['patient_id'], notes: [] });
  expect(profile.advice.targets).toContain('y_true');
  expect(profile.advice.features).toEqual(expect.arrayContaining(['bmi', 'is_train']));
});

test('a table that is not there, and one of texts alone', async () => {
  const { error, cause } = await pipeline.run('table-profile', { table: 'houses' });
  expect({ error, cause }).toEqual({
    error: 'UnknownTable',
    cause: expect.stringContaining('table: there is no houses') as string,
  });
  const { status } = await pipeline.run('table-profile', { table: 'campaign' }, 'texts');
  expect(status).toBe('SUCCEEDED');
  const campaign = JSON.parse(await pipeline.getText('published/table-profile/campaign.json')) as Profile;
  expect(campaign.columns.find(({ name }) => name === 'education')!.top[0]).toEqual({
    value: 'Graduation',
    rows: 1127,
  });
  expect(campaign.advice.notes).toContain(
    '"z_revenue" has the same value in every row that has one: it tells nothing.',
  );
  expect(campaign.correlations).toEqual([]);
});
