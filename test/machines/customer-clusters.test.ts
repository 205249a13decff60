import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Pipeline, projectRoot } from '../support/pipeline.ts';

const customersKey = 'bronze/customers/data.jsonl.gz';
const fixtures = join(projectRoot, 'test/fixtures/dbscan');

interface Setting {
  eps: number;
  min_samples: number;
  n_clusters: number;
  n_core: number;
  n_border: number;
  n_noise: number;
  labels_sha256: string;
  core: Record<string, number[]>;
  border: Record<string, number>;
  ambiguous_border: Record<string, number[]>;
}

/** scikit-learn's figures; see the origin in the file. */
const reference = JSON.parse(await readFile(join(fixtures, 'reference.json'), 'utf8')) as {
  pairs_sha256: string;
  pairs_by_distance: Record<string, number>;
  dbscan: Setting[];
};

/** OPTICS of scikit-learn; see the origin beside the file. */
const optics = JSON.parse(
  await readFile(join(projectRoot, 'test/fixtures/optics/reference.json'), 'utf8'),
) as {
  sets: Record<
    string,
    { min_samples: number; max_eps: number; n_clusters: number; n_noise: number; csv_sha256: string }[]
  >;
};

const sha256 = (lines: string[]) =>
  createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');

describe('customer-clusters', () => {
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await Pipeline.start();
    await pipeline.put(customersKey, await readFile(join(fixtures, 'customers_300.jsonl.gz')));
  });
  afterAll(() => pipeline.stop());

  const settings = reference.dbscan.filter(({ eps }) => eps <= 0.5);
  it.each(settings.map((setting) => [setting.eps, setting.min_samples, setting] as const))(
    "finds scikit-learn's clusters at eps %d and %d neighbours",
    async (eps, minSamples, setting) => {
      const { status, output } = await pipeline.run('customer-clusters', { eps, minSamples });
      expect(status).toBe('SUCCEEDED');
      const run = (output as { run: string }).run;
      expect(output).toMatchObject({
        customers: 300,
        clusters: setting.n_clusters,
        core: setting.n_core,
        border: setting.n_border,
        noise: setting.n_noise,
      });

      const rows = await pipeline.sql(
        `SELECT customer_id, cluster, kind FROM gold_customer_clusters WHERE run = '${run}' ORDER BY customer_id`,
      );
      expect(sha256(rows.map((row) => `${row.customer_id},${row.cluster ?? -1}`))).toBe(
        setting.labels_sha256,
      );
      const ofKind = (kind: string) =>
        rows.filter((row) => row.kind === kind).map((row) => Number(row.customer_id));
      expect(ofKind('core')).toEqual(
        Object.values(setting.core)
          .flat()
          .sort((a, b) => a - b),
      );
      expect(ofKind('border')).toEqual(
        [...Object.keys(setting.border), ...Object.keys(setting.ambiguous_border)]
          .map(Number)
          .sort((a, b) => a - b),
      );
    },
  );

  it('stores exactly the pairs of the reference', async () => {
    await pipeline.run('customer-clusters', { eps: 0.5 }, 'pairs');
    const rows = await pipeline.sql(
      "SELECT customer_id_1, customer_id_2, distance FROM silver_pairs WHERE run = 'pairs' ORDER BY 1, 2",
    );
    const lines = rows.map(
      (row) => `${row.customer_id_1},${row.customer_id_2},${Number(row.distance).toFixed(4)}`,
    );
    expect(sha256(lines)).toBe(reference.pairs_sha256);
  });

  it.each([0.05, 0.35, 0.55, 0.75, 0.8, 1])('keeps every pair within eps %d and no other', async (eps) => {
    const customers = await readCustomers();
    await pipeline.run('customer-clusters', { eps }, `all-${Math.round(eps * 100)}`);
    const rows = await pipeline.sql(
      `SELECT customer_id_1, customer_id_2, distance FROM silver_pairs WHERE run = 'all-${Math.round(eps * 100)}'`,
    );
    const found = rows.map(
      (row) => `${row.customer_id_1},${row.customer_id_2},${Number(row.distance).toFixed(2)}`,
    );
    expect(sha256(found.sort())).toBe(sha256(pairsWithin(customers, eps).sort()));
  });

  it('walks by OPTICS as scikit-learn does, and publishes the reachability plot', async () => {
    const input = { algorithm: 'OPTICS', maxEps: 0.5, eps: 0.3 };
    const { output } = await pipeline.run('customer-clusters', input, 'optics');
    const [expected] = optics.sets['300']!.filter(
      (setting) => setting.min_samples === 5 && setting.max_eps === 0.5,
    );
    const csv = await pipeline.getText('published/customer-clusters/run=optics/reachability.csv');
    expect(createHash('sha256').update(csv).digest('hex')).toBe(expected!.csv_sha256);
    const { n_clusters: clusters, n_noise: noise } = expected!;
    expect(output).toMatchObject({
      algorithm: 'OPTICS',
      eps: 0.3,
      maxEps: 0.5,
      pairs: 9487,
      clusters,
      noise,
    });
    const { cuts, published } = output as { cuts: { eps: number }[]; published: string[] };
    expect(cuts.find(({ eps }) => eps === 0.3)).toEqual({ eps: 0.3, clusters, noise });
    expect(published.map((uri) => uri.split('/').slice(4).join('/'))).toEqual([
      'customer-clusters/run=optics/reachability.csv',
      'customer-clusters/run=optics/summary.json',
      'customer-clusters/latest.json',
    ]);
    const rows = await pipeline.sql(
      "SELECT COUNT(*) AS customers FROM gold_customer_clusters WHERE run = 'optics' AND cluster IS NOT NULL",
    );
    expect(Number(rows[0]!.customers)).toBe(300 - noise);
  });

  it.each([
    [{}, 0.45],
    [{ eps: 0.5 }, 0.5],
  ])('OPTICS given %j reaches as far as %d', async (input, maxEps) => {
    const { output } = await pipeline.run('customer-clusters', { algorithm: 'OPTICS', ...input });
    expect(output).toMatchObject({ maxEps });
  });

  it('publishes the summary under the run and under latest', async () => {
    const { output } = await pipeline.run('customer-clusters', {}, 'published');
    const summary = await pipeline.getText('published/customer-clusters/run=published/summary.json');
    expect(await pipeline.getText('published/customer-clusters/latest.json')).toBe(summary);
    const parsed = JSON.parse(summary) as { sizes: number[]; noise: number; noiseShare: number };
    expect(parsed.sizes.reduce((a, b) => a + b) + parsed.noise).toBe(300);
    expect(parsed.noiseShare).toBeCloseTo(parsed.noise / 300, 10);
    expect((output as { published: string[] }).published).toEqual([
      's3://nocturne-dev-000000000000-us-east-1/published/customer-clusters/run=published/summary.json',
      's3://nocturne-dev-000000000000-us-east-1/published/customer-clusters/latest.json',
    ]);
  });

  it('names too many pairs, and registers none of them', async () => {
    const { status, error, cause } = await pipeline.run(
      'customer-clusters',
      { eps: 0.5, maxPairs: 9486 },
      'too-many',
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'TooManyPairs' });
    expect(cause).toMatch(/9486.*eps.*maxPairs/s);
    expect(await pipeline.sql("SELECT distance FROM silver_pairs WHERE run = 'too-many'")).toEqual([]);
    const exact = await pipeline.run('customer-clusters', { eps: 0.5, maxPairs: 9487 });
    expect(exact.status).toBe('SUCCEEDED');
  });

  it.each([
    [{ eps: 0 }, /eps must be a number greater than 0 and at most 1, but was 0\./],
    [{ eps: 1.01 }, /eps must be .* but was 1\.01\./],
    [{ eps: '0.3' }, /eps must be .* but was "0\.3"\./],
    [{ minSamples: 0 }, /minSamples must be a whole number from 1 .* but was 0\./],
    [{ minSamples: 2.5 }, /minSamples must be .* but was 2\.5\./],
    [{ algorithm: 'HDBSCAN' }, /algorithm must be DBSCAN or OPTICS, but was "HDBSCAN"\./],
    [{ algorithm: null }, /algorithm must be DBSCAN or OPTICS, but was null\./],
    [{ maxEps: 0.5 }, /maxEps must be left out with the algorithm DBSCAN, .* but was 0\.5\./],
    [{ algorithm: 'OPTICS', maxEps: 0.2 }, /maxEps must be a number from eps, 0\.3, to 1, but was 0\.2\./],
    [{ algorithm: 'OPTICS', maxEps: 1.1 }, /maxEps must be .* but was 1\.1\./],
    [{ algorithm: 'OPTICS', maxEps: '0.5' }, /maxEps must be .* but was "0\.5"\./],
    [{ algorithm: 'OPTICS', maxEps: null }, /maxEps must be .* but was null\./],
    [{ maxPairs: 0 }, /maxPairs must be .* but was 0\./],
    [{ min_samples: 3 }, /Unknown field min_samples/],
  ])('refuses %j before any work', async (input, message) => {
    const before = await pipeline.listLake();
    const { status, error, cause } = await pipeline.run('customer-clusters', input);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'InvalidInput' });
    expect(cause).toMatch(message);
    expect(await pipeline.listLake()).toEqual(before);
  });
});

describe('customer-clusters at the edges of the data', () => {
  let pipeline: Pipeline;

  beforeEach(async () => void (pipeline = await Pipeline.start()));
  afterEach(() => pipeline.stop());

  it('fails by name on an empty table', async () => {
    const { status, error } = await pipeline.run('customer-clusters');
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'EmptyTable' });
  });

  it('calls everyone noise where no pair is near', async () => {
    const rows = [1, 2, 3].map((customer_id) =>
      JSON.stringify({
        customer_id,
        gender: 'Female',
        age: 20,
        city: `city ${customer_id}`,
        product_ids: [customer_id],
      }),
    );
    await pipeline.put(customersKey, gzipSync(rows.join('\n')));
    const { output } = await pipeline.run('customer-clusters');
    expect(output).toMatchObject({ customers: 3, pairs: 0, clusters: 0, noise: 3, noiseShare: 1 });
  });
});

interface Customer {
  customer_id: number;
  gender: string | null;
  age: number | null;
  city: string | null;
  product_ids: number[] | null;
}

async function readCustomers(): Promise<Customer[]> {
  const { gunzipSync } = await import('node:zlib');
  const text = gunzipSync(await readFile(join(fixtures, 'customers_300.jsonl.gz'))).toString();
  const customers = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Customer);
  return customers.sort((a, b) => a.customer_id - b.customer_id);
}

/** The distance clause by clause over all pairs, in hundredths, with SQL's rules for NULL. */
function pairsWithin(customers: Customer[], eps: number): string[] {
  const pairs: string[] = [];
  for (const [i, a] of customers.entries()) {
    if (a.product_ids === null) continue;
    for (const b of customers.slice(i + 1)) {
      const shared = a.product_ids.filter((product) => b.product_ids?.includes(product)).length;
      const farInAge = a.age !== null && b.age !== null && Math.abs(a.age - b.age) > 5;
      const far = farInAge && a.gender !== null && a.gender === b.gender;
      const sameCity = a.city !== null && a.city === b.city;
      const hundredths = 50 - 10 * Math.min(shared, 5) + (far ? 25 : 0) + (sameCity ? 0 : 25);
      if (hundredths <= Math.round(eps * 100)) {
        pairs.push(`${a.customer_id},${b.customer_id},${(hundredths / 100).toFixed(2)}`);
      }
    }
  }
  return pairs;
}
