import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Json } from 'template-runtime/asl';
import { loadStack, resourcesOfType } from 'template-runtime/template';
import { VirtualHost, run } from '../../local/conformance/virtual-host.ts';
import { Pipeline, packageDirectory, projectRoot } from '../support/pipeline.ts';

const ratingsKey = 'bronze/ratings/data.tsv.gz';
const lake = 's3://nocturne-dev-000000000000-us-east-1/';

interface Figures {
  before: Record<string, number>;
  qualifying: Record<string, number>;
  after: { rows_sha256: string; ratings: number };
}

/** pandas' figures; see the README beside the file. */
const reference = JSON.parse(
  await readFile(join(projectRoot, 'test/fixtures/ratings/reference.json'), 'utf8'),
) as { as_is: Figures; every_97th_customer_id_null: Figures };

const shipped = gunzipSync(await readFile(join(projectRoot, 'lake/samples/ratings.tsv.gz'))).toString();
const [header, ...lines] = shipped.trimEnd().split('\n') as [string, ...string[]];

/** A file of ratings: each `customer product`, or `customer product stars`. */
function ratingsFile(...ratings: string[]): Buffer {
  const rows = ratings.map((rating) => {
    const [customer, product, stars = '3'] = rating.split(' ');
    return `${customer}\t${product}\t${stars}\ttitle of ${product}\t7\t1365029107`;
  });
  return gzipSync([header, ...rows].join('\n') + '\n');
}

const withNulls = (text: string) => {
  const rows = lines.map((line, i) => ((i + 1) % 97 === 0 ? line.replace(/^[^\t]*/, text) : line));
  return gzipSync([header, ...rows].join('\n') + '\n');
};

interface Row {
  customer_id: string;
  product_id: string;
  star_rating: string;
  product_title: string;
}

/** As the reference's `rows_sha256`. */
function digest(rows: Row[]): string {
  const sorted = rows.map((row) => `${row.customer_id},${row.product_id},${row.star_rating}\n`).sort();
  return createHash('sha256').update(sorted.join('')).digest('hex');
}

interface Output {
  run: string;
  published: string[];
  before: Record<string, number>;
  qualifying: Record<string, number>;
  after: Record<string, unknown>;
  rounds?: number;
  converged?: boolean;
  queryId: string;
  bytesScanned: number;
  etag: string;
}

let pipeline: Pipeline;
beforeAll(async () => void (pipeline = await Pipeline.start()));
afterAll(() => pipeline.stop());

const publishedRows = async (name = 'ratings'): Promise<Row[]> =>
  parse(await pipeline.getText(`train_ready/${name}.csv`), { columns: true });

async function prepare(input: object = {}, name?: string): Promise<Output> {
  const { status, output, error, cause } = await pipeline.run('ratings-prep', input, name);
  expect({ status, error, cause }).toEqual({ status: 'SUCCEEDED' });
  return output as Output;
}

describe('ratings-prep on the shipped file', () => {
  const [whole, gaps] = [reference.as_is, reference.every_97th_customer_id_null];
  it.each([
    ['as it is', gzipSync(shipped), whole],
    [String.raw`with every 97th customer \N`, withNulls(String.raw`\N`), gaps],
    ['with every 97th customer empty', withNulls(''), gaps],
  ])('%s: the figures and rows of the reference', async (_, file, { before, qualifying, after }) => {
    await pipeline.put(ratingsKey, file);
    const output = await prepare();
    const { rows_sha256, ...figures } = after;
    expect(output).toMatchObject({ before, qualifying, after: figures });
    const rows = await publishedRows();
    expect(rows).toHaveLength(after.ratings);
    expect(digest(rows)).toBe(rows_sha256);
  });

  it('publishes a file in a fixed order and a manifest that tells of it', async () => {
    await pipeline.put(ratingsKey, gzipSync(shipped));
    const output = await prepare({ outputName: 'films' }, 'films-1');
    expect(output.published).toEqual([
      `${lake}train_ready/films.csv`,
      `${lake}train_ready/films.manifest.json`,
    ]);
    const text = await pipeline.getText('train_ready/films.csv');
    expect(text.split('\n').slice(0, 2)).toEqual([
      '"customer_id","product_id","star_rating","product_title"',
      '"10","tt0074958","5","Network (1976)"',
    ]);
    const { etag, queryId, bytesScanned } = output;
    expect(JSON.parse(await pipeline.getText('train_ready/films.manifest.json'))).toEqual({
      ...{ run: 'films-1', before: output.before, qualifying: output.qualifying, after: output.after },
      ...{ queryId, bytesScanned, etag, minRatingsPerCustomer: 5, minRatingsPerProduct: 10 },
    });
    expect((await pipeline.listLake())['train_ready/films.csv']).toBe(etag);
    expect(etag).toBe(`"${createHash('md5').update(text).digest('hex')}"`);
    const { QueryExecution } = await pipeline.athena.getQueryExecution({ QueryExecutionId: queryId });
    expect(QueryExecution!.Statistics!.DataScannedInBytes).toBe(bytesScanned);

    await prepare({ outputName: 'films' }, 'films-2');
    expect(await pipeline.getText('train_ready/films.csv')).toBe(text);
  });

  it('repeats the filter until both thresholds hold: the k-core', async () => {
    await pipeline.put(ratingsKey, gzipSync(shipped));
    const output = await prepare({ iterate: true, outputName: 'core' }, 'core');
    const core = kCore(5, 10);
    expect(output).toMatchObject({
      rounds: core.rounds,
      converged: true,
      before: reference.as_is.before,
      qualifying: reference.as_is.qualifying,
      after: { ratings: core.rows.length },
    });
    expect(core.rounds).toBeGreaterThan(2);
    expect(digest(await publishedRows('core'))).toBe(digest(core.rows));
    const [stored] = await pipeline.sql("SELECT COUNT(*) AS n FROM silver_ratings WHERE run = 'core'");
    expect(stored).toEqual({ n: String(core.rows.length) });
  });

  it('stops after the most rounds allowed, and says that it has not converged', async () => {
    await pipeline.put(ratingsKey, gzipSync(shipped));
    const output = await prepare({ iterate: true, maxRounds: 1, outputName: 'one-round' });
    const { rows_sha256, ...after } = reference.as_is.after;
    expect(output).toMatchObject({ rounds: 1, converged: false, after });
    expect(digest(await publishedRows('one-round'))).toBe(rows_sha256);
  });

  it('shows a reader the old file or the new one', async () => {
    await pipeline.put(ratingsKey, gzipSync(shipped));
    const old = (await prepare({ outputName: 'swap', minRatingsPerCustomer: 2 })).etag;
    const running = prepare({ outputName: 'swap' });
    const seen = new Set<string>();
    let done = false;
    void running.finally(() => (done = true));
    while (!done) {
      const text = await pipeline.getText('train_ready/swap.csv');
      seen.add(`"${createHash('md5').update(text).digest('hex')}"`);
    }
    const { etag } = await running;
    expect(etag).not.toBe(old);
    expect([...seen].filter((digest) => digest !== old && digest !== etag)).toEqual([]);
  });
});

describe('ratings-prep on data that it refuses', () => {
  // Each round takes the ends off: a q, b q, b r, c r; then b q, b r; then nothing.
  const chain = ['a p', 'a q', 'b q', 'b r', 'c r', 'c s'];

  it.each([
    [
      'no rating passes',
      ratingsFile('a p', 'b q'),
      {},
      'NoRatingsLeft',
      /of the 2 customers 0 have at least 5 .* 2 products 0 have at least 10/,
    ],
    [
      'the rounds leave nothing',
      ratingsFile(...chain),
      { iterate: true, minRatingsPerCustomer: 2, minRatingsPerProduct: 2 },
      'NoRatingsLeft',
      /after round 3/,
    ],
    ['the table is only a header', ratingsFile(), {}, 'EmptyTable', /bronze\/ratings\//],
    [
      'fields are separated by commas',
      gzipSync(`${header}\n1,tt1,4,Skyfall,7,1\n2,tt1,3,Skyfall,7,1\n`),
      {},
      'InvalidRating',
      /2 of the 2 rows .*product_id/,
    ],
    [
      'a row is cut short',
      ratingsFile('a p', 'a q', 'b '),
      { minRatingsPerCustomer: 1, minRatingsPerProduct: 1 },
      'InvalidRating',
      /1 of the 3 rows/,
    ],
    [
      'a rating is out of range',
      ratingsFile('a p 5', 'a q 6', 'b p 0'),
      {},
      'InvalidRating',
      /2 of the 3 rows .*star_rating outside 1 to 5/,
    ],
  ])('%s: a named failure, and the published files stay', async (_, file, input, name, message) => {
    await pipeline.put(ratingsKey, ratingsFile('a p'));
    await prepare({ minRatingsPerCustomer: 1, minRatingsPerProduct: 1, outputName: 'kept' });
    const published = async () =>
      Object.entries(await pipeline.listLake()).filter(([key]) => key.startsWith('train_ready/'));
    const before = await published();
    await pipeline.put(ratingsKey, file);
    const { status, error, cause } = await pipeline.run('ratings-prep', { outputName: 'kept', ...input });
    expect({ status, error }).toEqual({ status: 'FAILED', error: name });
    expect(cause).toMatch(message);
    expect(await published()).toEqual(before);
  });

  it('an unknown rating is kept, and counts in no figure of the stars', async () => {
    await pipeline.put(ratingsKey, ratingsFile(String.raw`a p \N`, 'b p four'));
    const { after } = await prepare({ minRatingsPerCustomer: 1, minRatingsPerProduct: 2 });
    expect(after).toEqual({
      ratings: 2,
      customers: 2,
      products: 1,
      mean_star_rating: null,
      by_star_rating: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
    });
    expect((await publishedRows()).map((row) => row.star_rating)).toEqual(['', '']);
  });

  it('a result beyond what S3 copies in one call is refused before the copy', async () => {
    const [bytes, host] = await measured(5 * 1024 ** 3 + 1);
    await expect(bytes).rejects.toMatchObject({
      error: 'ResultTooLarge',
      errorCause: expect.stringMatching(/5368709121 bytes.*silver_ratings/) as string,
    });
    expect(host.requests.map(({ resource }) => resource).filter((name) => name.includes('s3:'))).toEqual([
      'arn:aws:states:::aws-sdk:s3:headObject',
    ]);
    const [largest] = await measured(5 * 1024 ** 3);
    expect(await largest).toMatchObject({ etag: '"e"' });
  });
});

describe('ratings-prep on input that it refuses', () => {
  it.each([
    [{ minRatingsPerCustomer: 0 }, /minRatingsPerCustomer must be a whole number from 1 .* but was 0\./],
    [{ minRatingsPerCustomer: '5' }, /minRatingsPerCustomer must be .* but was "5"\./],
    [{ minRatingsPerProduct: 2.5 }, /minRatingsPerProduct must be a whole number .* but was 2\.5\./],
    [{ outputName: 'a/b' }, /outputName must be 1 to 64 letters, .* but was "a\/b"\./],
    [{ outputName: '' }, /outputName must be .* but was ""\./],
    [{ outputName: 'x'.repeat(65) }, /outputName must be 1 to 64/],
    [{ outputName: 7 }, /outputName must be .* but was 7\./],
    [{ iterate: 'true' }, /iterate must be true or false, but was "true"\./],
    [{ maxRounds: 0 }, /maxRounds must be a whole number from 1 to 50, but was 0\./],
    [{ maxRounds: 51 }, /maxRounds must be .* but was 51\./],
    [{ min_ratings: 3 }, /Unknown field min_ratings\. The input takes table, customer, /],
  ])('%j, before any work', async (input, message) => {
    const before = await pipeline.listLake();
    const { status, error, cause } = await pipeline.run('ratings-prep', input);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'InvalidInput' });
    expect(cause).toMatch(message);
    expect(await pipeline.listLake()).toEqual(before);
  });
});

/** The machine's outcome where services answer as if the result had that many bytes. */
async function measured(bytes: number) {
  const machine = resourcesOfType(loadStack(packageDirectory), 'AWS::StepFunctions::StateMachine').find(
    ({ logicalId }) => logicalId === 'RatingsPrepStateMachine',
  )!;
  const cells = (values: string[]) => ({ Data: values.map((VarCharValue) => ({ VarCharValue })) });
  const names = ['ratings', 'valid_ratings', 'kept_ratings', 'settled_ratings'].concat(
    ['ratings_with_customer_id', 'customers', 'products', 'qualifying_customers', 'qualifying_products'],
    ['kept_customers', 'kept_products', 'mean_rating', 'star_1', 'star_2', 'star_3', 'star_4', 'star_5'],
  );
  const query = {
    QueryExecutionId: 'q',
    ResultConfiguration: { OutputLocation: `${lake}athena-results/q.csv` },
    Statistics: { DataScannedInBytes: 1 },
  };
  const host = new VirtualHost({
    async callService({ resource }): Promise<Json> {
      if (resource.endsWith('startQueryExecution.sync')) return { QueryExecution: query };
      if (resource.endsWith('lambda:invoke')) return { Payload: { statement: 'SELECT 1', columns: {} } };
      if (resource.endsWith('headObject')) return { ContentLength: bytes };
      if (resource.endsWith('copyObject')) return { CopyObjectResult: { ETag: '"e"' } };
      if (resource.endsWith('putObject')) return {};
      return {
        ResultSet: {
          Rows: [cells(names), cells(names.map(() => '1'))],
        },
      };
    },
  });
  const outcome = run(JSON.parse(machine.properties.DefinitionString as string) as object, {}, host);
  outcome.catch(() => undefined);
  return [outcome, host] as const;
}

/** The shipped rows of which none is left with too few others, by dropping rows until that is so. */
function kCore(perCustomer: number, perProduct: number): { rows: Row[]; rounds: number } {
  let rows = lines.map((line) => {
    const [customer_id, product_id, star_rating, product_title] = line.split('\t') as [
      string,
      string,
      string,
      string,
    ];
    return { customer_id, product_id, star_rating, product_title };
  });
  for (let rounds = 0; ; rounds++) {
    const customers = countBy(rows, 'customer_id');
    const products = countBy(rows, 'product_id');
    const kept = rows.filter(
      (row) => customers.get(row.customer_id)! >= perCustomer && products.get(row.product_id)! >= perProduct,
    );
    if (kept.length === rows.length) return { rows, rounds };
    rows = kept;
  }
}

function countBy(rows: Row[], column: keyof Row): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
  return counts;
}
