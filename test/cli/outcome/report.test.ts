import type { Context } from '../../../cli/context.ts';
import type { Ended } from '../../../cli/follow/follow-execution.ts';
import { newProgress } from '../../../cli/follow/progress.ts';
import { reportOutcome } from '../../../cli/outcome/report.ts';
import { fakeSession } from '../support/fake-session.ts';
import { recordingOutput } from '../support/recording-output.ts';

const manifest = {
  before: { ratings: 9, customers: 3, products: 4 },
  after: { ratings: 6, customers: 2, products: 3, mean_star_rating: 4.5 },
  ...{ minRatingsPerCustomer: 3, minRatingsPerProduct: 2 },
};

function ended(machine: string, output: unknown, input = '{}'): Ended {
  const startDate = new Date(0);
  const description = { name: 'n1', status: 'SUCCEEDED', startDate, stopDate: new Date(900) };
  return {
    progress: newProgress(
      `arn:aws:states:us-east-1:000000000000:execution:nocturne-dev-${machine}:n1`,
      machine,
    ),
    description: { ...description, input, output: JSON.stringify(output) } as Ended['description'],
  };
}

const published = {
  published: ['s3://lake/published/ratings/n1.tsv.gz', 's3://lake/published/ratings/n1.json'],
};

async function report(json: boolean, runs: Ended[], file: unknown = manifest) {
  const output = recordingOutput({ json });
  const getObject = () => ({ Body: { transformToString: async () => JSON.stringify(file) } });
  const session = fakeSession({ s3: { getObject }, sfn: {} });
  const context = { output } as unknown as Context;
  return { status: await reportOutcome(context, session, runs), output };
}

test('a run ends with what its machine published, for a person', async () => {
  const { status, output } = await report(false, [ended('ratings-prep', published)]);
  expect(status).toBe(0);
  expect(output.stdout).toBe(`ratings-prep SUCCEEDED in 900 ms (run n1)

Ratings for training: 6 of 9, of customers with at least 3 and products with at least 2 ratings

  2 of 3 customers, 3 of 4 products; 4.500 stars on average

  s3://lake/published/ratings/n1.json
`);
});

test('a night ends with the reports of the machines that it started', async () => {
  const { output } = await report(false, [ended('nightly', []), ended('ratings-prep', published)]);
  expect(output.stdout).toMatch(/^nightly SUCCEEDED .*\n\nRatings for training: 6 of 9/);
});

test('several jobs of one machine each have their report', async () => {
  const jobs = ['films', 'ratings-prep'].map((job) =>
    ended('ratings-prep', published, JSON.stringify({ job })),
  );
  const { output } = await report(false, [ended('nightly', []), ...jobs]);
  expect(output.stdout).toMatch(
    /\n\nJob films\nRatings for training: 6 of 9[^]*\n\nRatings for training: 6 of 9/,
  );
});

test('a machine of which nothing is known ends with its output, and so does one whose report cannot be read', async () => {
  expect((await report(false, [ended('settle', { total: 3 })])).output.stdout).toMatch(
    /\n\{\s*"total":\s*3\s*\}\n$/,
  );
  const { status, output } = await report(false, [ended('ratings-prep', published)], {});
  expect({ status, stderr: output.stderr }).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('What was published cannot be read: ') as string,
  });
  expect(output.stdout).toContain('"s3://lake/published/ratings/n1.json"');
});

test('as JSON it is the output alone', async () => {
  const { output } = await report(true, [ended('ratings-prep', published)]);
  expect(JSON.parse(output.stdout)).toMatchObject({ status: 'SUCCEEDED', output: published });
});
