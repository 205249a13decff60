import { gunzipSync, gzipSync } from 'node:zlib';
import type { StoredModel } from '../../functions/promote-model/evaluate.ts';
import { featureNames } from '../../kernels/segmentation/features.ts';
import { r2 } from '../../kernels/svr/metrics.ts';
import { scaleRow, type Scaling } from '../../kernels/svr/scaling.ts';
import { readExampleEvent, readExampleLake } from './examples.ts';
import { examplePatients } from '../kernels/svr/example-patients.ts';
import { environmentOf, startS3Stub, type S3Stub } from './s3-stub.ts';

type Handler = (event: unknown) => Promise<unknown>;

let stub: S3Stub;
const handlers: Record<string, Handler> = {};

beforeAll(async () => {
  stub = await startS3Stub(new Map());
  Object.assign(process.env, environmentOf(stub));
  const names = [
    'prepare-rows',
    'plan-trials',
    'run-trials',
    'publish-leaderboard',
    'promote-model',
    'cluster',
  ];
  for (const name of [...names, 'fit-kmeans', 'segment']) {
    // The client takes its settings from the environment when it is imported.
    const module = (await import(`../../functions/${name}/handler.ts`)) as { handler: Handler };
    handlers[name] = module.handler;
  }
});
afterAll(() => stub.stop());
beforeEach(() => {
  stub.objects.clear();
  for (const [key, object] of readExampleLake()) stub.objects.set(key, object);
});

/** Invokes a function with its example event, in part replaced. */
const invoke = (name: string, changes: object = {}) =>
  handlers[name]!({ ...readExampleEvent(name), ...changes });
const textOf = (key: string) => stub.objects.get(key)!.toString();
const rowsOf = (key: string) =>
  gunzipSync(stub.objects.get(key)!)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const putGzip = (key: string, text: string) => stub.objects.set(key, gzipSync(text));
const failure = (name: string, message: RegExp) => ({
  name,
  message: expect.stringMatching(message) as unknown,
});

describe('prepare-rows', () => {
  const { fingerprint } = (readExampleEvent('run-trials') as { BatchInput: { fingerprint: string } })
    .BatchInput;
  const raw = () => rowsOf('examples/raw-rows/part-0.jsonl.gz');
  const put = (key: string, rows: object[]) =>
    stub.objects.set(key, Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));

  test('writes the rows and their encoding, and describes them with their baselines', async () => {
    const none = { target: 0, split: 0, features: 0 };
    const baseline = (name: string) => ({ name, r2_cv: expect.any(Number) as number });
    expect(await invoke('prepare-rows')).toMatchObject({
      fingerprint,
      idType: 'integer',
      trainingRows: 353,
      testRows: 89,
      rows: { read: 442, sampled: 442, dropped: none, filled: 0 },
      features: 10,
      leftOut: [],
      targetRange: 321,
      baselines: ['mean', 'ridge', 'neighbours'].map(baseline),
    });
    expect(rowsOf('examples/run=example/rows/rows.jsonl.gz')).toEqual(rowsOf('examples/rows/rows.jsonl.gz'));
    expect(textOf('examples/run=example/encoding.json')).toBe(textOf('examples/encoding.json'));
  });

  test('gives the same for plain files in another order', async () => {
    const rows = raw();
    put('other/b.jsonl', rows.slice(0, 200).reverse());
    put('other/a.jsonl', rows.slice(200));
    stub.objects.set('other/empty', Buffer.alloc(0));
    expect(await invoke('prepare-rows', { rawPrefix: 'other/' })).toEqual(await invoke('prepare-rows'));
  });

  test('draws so many rows, the same whatever their order', async () => {
    put('other/a.jsonl', raw().reverse());
    const drawn = await invoke('prepare-rows', { rows: 100 });
    expect(drawn).toMatchObject({ rows: { read: 442, sampled: 100 } });
    expect(await invoke('prepare-rows', { rows: 100, rawPrefix: 'other/' })).toEqual(drawn);
  });

  test('refuses what is not JSON, an empty table, and gzip that is damaged', async () => {
    stub.objects.set('bad/x.jsonl', Buffer.from('\n{"id":"1\n'));
    await expect(invoke('prepare-rows', { rawPrefix: 'bad/' })).rejects.toMatchObject(
      failure('InvalidRow', /bad\/x\.jsonl line 2 must be one JSON object/),
    );
    await expect(invoke('prepare-rows', { rawPrefix: 'none/' })).rejects.toMatchObject(
      failure('EmptyTable', /^split: of 0 rows none is a training row/),
    );
    const gzip = gzipSync('\n\n');
    const checksum = Buffer.concat([gzip.subarray(0, -8), Buffer.alloc(4), gzip.subarray(-4)]);
    for (const damaged of [gzip.subarray(0, -12), checksum]) {
      stub.objects.set('broken/x.jsonl.gz', damaged);
      await expect(invoke('prepare-rows', { rawPrefix: 'broken/' })).rejects.toMatchObject(
        failure('InvalidRow', /^s3:\/\/lake\/broken\/x\.jsonl\.gz .*gzip/),
      );
    }
  });

  test('refuses more rows than the distances have memory for, and more folds than training rows', async () => {
    const numbers = Array<number>(10).fill(0);
    const row = (i: number) => ({ id: String(i), target: i, side: String(i > 0), numbers, texts: [] });
    put(
      'many/x.jsonl',
      Array.from({ length: 11_000 }, (_, i) => row(i)),
    );
    await expect(invoke('prepare-rows', { rawPrefix: 'many/' })).rejects.toMatchObject(
      failure(
        'TooManyRows',
        /^The distances between 10999 training and 1 test rows take .* Set rows to 10000 or less/,
      ),
    );
    put(
      'few/x.jsonl',
      Array.from({ length: 51 }, (_, i) => row(i)),
    );
    await expect(invoke('prepare-rows', { rawPrefix: 'few/', folds: 51 })).rejects.toMatchObject(
      failure('TooManyFolds', /^folds must be at most the number of training rows, 50, but was 51/),
    );
    expect([...stub.objects.keys()].filter((key) => key.includes('run=example'))).toEqual([]);
  });

  test.each([
    [{ numbers: ['Infinity'] }, 'The row -7: "age" must be a number, but is "Infinity".'],
    [{ target: -2e12 }, 'The row -7: target must be a number from -1e12 to 1e12, but is -2000000000000.'],
    [{ id: undefined }, 'line 1: id must not be null, but is missing.'],
    [{ side: 'maybe' }, 'The row -7: its split must be true or false, but is maybe.'],
  ])('refuses a row with %j by name', async (changes, message) => {
    put('bad/x.jsonl', [{ ...raw()[0], id: '-7', ...changes }, ...raw()]);
    await expect(invoke('prepare-rows', { rawPrefix: 'bad/' })).rejects.toMatchObject({
      name: 'InvalidRow',
      message: expect.stringContaining(message) as unknown,
    });
  });

  test.each([
    [{ missing: 'zero' }, /^missing must be one of drop, mean, median/],
    [{ rows: 9 }, /^rows must be null or an integer from 10/],
    [{ rawPrefix: 'silver' }, /^rawPrefix must be a key prefix that ends with \//],
  ])('refuses the event %j', async (changes, message) => {
    await expect(invoke('prepare-rows', changes)).rejects.toMatchObject(failure('InvalidEvent', message));
  });
});

describe('plan-trials', () => {
  test('writes the trials', async () => {
    expect(await invoke('plan-trials')).toEqual({ trials: 12, trialsPerBatch: 12 });
    expect(textOf('examples/run=example/trials.jsonl')).toBe(textOf('examples/trials.jsonl'));
  });

  test.each([
    [{ trials: 0 }, /^trials must be an integer from 1 .* has 0/],
    [{ seed: 1.5 }, /^seed must be an integer from 0 to 4294967295, .* has 1.5/],
    [{ strategy: 'bayes' }, /^strategy must be one of random, grid, halton, .* has "bayes"/],
    [{ space: { gamma: [1, 0.1], C: [1, 2], epsilon: [1, 2] } }, /^space must be .* 0 < low <= high/],
    [{ points: [] }, /^points must be null or a list/],
    [{ unit: 0 }, /^unit must be a number above 0/],
    [{ maxConcurrency: 0 }, /^maxConcurrency must be an integer from 1/],
    [{ trialsKey: undefined }, /^trialsKey must be a non-empty text, but the event has nothing/],
  ])('refuses %j', async (changes, message) => {
    await expect(invoke('plan-trials', changes)).rejects.toMatchObject(failure('InvalidEvent', message));
  });
});

describe('run-trials', () => {
  test('writes a row per trial and a prediction per trial, row and split', async () => {
    expect(await invoke('run-trials')).toEqual({ trials: 4 });
    const hyperparams = rowsOf('examples/run=example/hyperparams/trials-00000000.jsonl.gz');
    expect(hyperparams).toHaveLength(4);
    expect(Object.keys(hyperparams[0]!)).toEqual([
      'trial_id',
      'gamma',
      'c',
      'epsilon',
      'n_support',
      'converged',
    ]);
    const predictions = rowsOf('examples/run=example/predictions/trials-00000000.jsonl.gz');
    expect(predictions).toHaveLength(4 * (353 + 353 + 89));
    const ofSplit = (split: string) => predictions.filter((row) => row.trial_id === 3 && row.split === split);
    const ids = (split: string) => ofSplit(split).map((row) => row.id);
    expect(ids('cv')).toEqual(ids('train'));
    expect(new Set([...ids('train'), ...ids('test')]).size).toBe(442);
    expect(ofSplit('cv').map((row) => row.y_pred)).not.toEqual(ofSplit('train').map((row) => row.y_pred));
  });

  test('names its files by the first trial and repeats them byte for byte', async () => {
    const { Items } = readExampleEvent('run-trials') as { Items: unknown[] };
    const key = 'examples/run=example/predictions/trials-00000002.jsonl.gz';
    await invoke('run-trials', { Items: Items.slice(2) });
    const first = stub.objects.get(key)!;
    await invoke('run-trials', { Items: Items.slice(2) });
    expect(first.length).toBeGreaterThan(0);
    expect(stub.objects.get(key)!.equals(first)).toBe(true);
  });

  test('refuses other data than planned, trials outside the domain, and events without trials', async () => {
    const { BatchInput } = readExampleEvent('run-trials') as { BatchInput: object };
    const changed = invoke('run-trials', { BatchInput: { ...BatchInput, fingerprint: 'other' } });
    await expect(changed).rejects.toMatchObject(failure('DataChanged', /planned on other/));
    const negative = invoke('run-trials', { Items: [{ trial_id: 5, gamma: 1, C: -1, epsilon: 1 }] });
    await expect(negative).rejects.toMatchObject(
      failure('InvalidTrial', /trial 5: C must be a number above 0 and at most 1e9, but is -1/),
    );
    await expect(invoke('run-trials', { Items: [] })).rejects.toMatchObject(
      failure('InvalidEvent', /^Items must be/),
    );
    const folds = invoke('run-trials', { BatchInput: { ...BatchInput, folds: 1 } });
    await expect(folds).rejects.toMatchObject(
      failure('InvalidEvent', /^BatchInput\.folds must be an integer from 2/),
    );
    expect([...stub.objects.keys()].filter((key) => key.includes('run=example'))).toEqual([]);
  });
});

describe('publish-leaderboard', () => {
  test('publishes the same JSON twice, a CSV, and what is missing', async () => {
    const result = (await invoke('publish-leaderboard')) as Record<string, unknown>;
    expect(result).toMatchObject({ trials: 12, failedTrials: 1, firstFailedTrials: [7], best: { rank: 1 } });
    expect(result.published).toEqual([
      's3://lake/published/svr-leaderboard/run=example/leaderboard.json',
      's3://lake/published/svr-leaderboard/run=example/leaderboard.csv',
      's3://lake/published/svr-leaderboard/run=example/summary.json',
      's3://lake/published/svr-leaderboard/latest.json',
      's3://lake/published/svr-leaderboard/all-time.json',
    ]);
    const json = textOf('published/svr-leaderboard/latest.json');
    expect(json).toBe(textOf('published/svr-leaderboard/run=example/leaderboard.json'));
    const published = JSON.parse(json) as Record<string, unknown> & { leaderboard: { rank: number }[] };
    expect(Object.keys(published)).toEqual([
      ...[
        'run',
        'rankBy',
        'scaling',
        'folds',
        'seed',
        'fingerprint',
        'trials',
        'failedTrials',
        'leaderboard',
      ],
    ]);
    expect(published.failedTrials).toEqual([7]);
    expect(published.leaderboard.map((row) => row.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(textOf('published/svr-leaderboard/run=example/leaderboard.csv').split('\n')).toHaveLength(13);
  });

  test('gathers runs side by side in the leaderboard of all time, by the data that they had', async () => {
    const runs = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(runs.map((run, seed) => invoke('publish-leaderboard', { run, seed })));
    const allTime = () =>
      JSON.parse(textOf('published/svr-leaderboard/all-time.json')) as {
        runs: number;
        latestRuns: string[];
        leaderboard: { rank: number; run: string }[];
      };
    expect(allTime()).toMatchObject({ job: 'svr-leaderboard', runs: 5, trials: 55 });
    expect(allTime().latestRuns.sort()).toEqual(runs);
    expect(allTime().leaderboard.map(({ rank }) => rank)).toEqual(
      Array.from({ length: 55 }, (_, i) => i + 1),
    );
    const before = textOf('published/svr-leaderboard/all-time.json');
    await invoke('publish-leaderboard', { run: 'e', seed: 4 });
    expect(textOf('published/svr-leaderboard/all-time.json')).toBe(before);
    await invoke('publish-leaderboard', { run: 'f', fingerprint: 'of-other-data' });
    expect(allTime()).toMatchObject({ fingerprint: 'of-other-data', runs: 1 });
    // The data from before are back, and their leaderboard with them.
    await invoke('publish-leaderboard', { run: 'g', seed: 9 });
    expect(allTime()).toMatchObject({ runs: 6, trials: 66 });
    expect([...stub.objects.keys()].filter((key) => key.includes('/all-time/'))).toHaveLength(2);
    expect(allTime().leaderboard.filter(({ run }) => run === 'f')).toEqual([]);
  });

  test('refuses a leaderboard without rows and publishes nothing', async () => {
    const published = invoke('publish-leaderboard', { leaderboardPrefix: 'none/' });
    await expect(published).rejects.toMatchObject(
      failure('EmptyLeaderboard', /no rows under s3:\/\/lake\/none\//),
    );
    expect([...stub.objects.keys()].filter((key) => key.startsWith('published/'))).toEqual([]);
  });
});

describe('promote-model', () => {
  const standing = { run: 'example', r2_cv: expect.any(Number) as number };

  test('stores the refitted model and makes it the first champion; a repeat changes nothing', async () => {
    const result = await invoke('promote-model');
    const model = 's3://lake/models/svr-leaderboard/run=example/model.json';
    expect(result).toEqual({ model, promoted: true, champion: standing, challenger: standing });
    const stored = JSON.parse(textOf('models/svr-leaderboard/run=example/model.json')) as Record<
      string,
      Record<string, unknown>
    >;
    const { best } = readExampleEvent('promote-model') as { best: Record<string, number> };
    expect(stored.metrics!.r2_cv).toBeCloseTo(best.r2_cv!, 9);
    expect(stored.metrics!.r2_test).toBeCloseTo(best.r2_test!, 9);
    expect(stored.metrics!.rmse_test).toBeCloseTo(best.rmse_test!, 9);
    expect(stored.metrics!.n_support).toBe(best.n_support);
    const before = new Map(stub.objects);
    expect(await invoke('promote-model')).toEqual(result);
    for (const [key, object] of before) expect(stub.objects.get(key)!.equals(object)).toBe(true);
  });

  test('stores a model as support vectors that predict what its metrics say', async () => {
    await invoke('promote-model');
    const stored = JSON.parse(textOf('models/svr-leaderboard/run=example/model.json')) as StoredModel & {
      hyperparameters: { gamma: number };
      scaling: Scaling;
      metrics: { r2_test: number };
    };
    expect(stored.support_vectors).toHaveLength(stored.support.length);
    expect(stored.dual_coef).toHaveLength(stored.support.length);
    const tested = examplePatients().filter((patient) => !patient.isTrain);
    const predictions = tested.map(({ features }) => {
      const x = scaleRow(features, stored.scaling);
      const terms = stored.support_vectors.map((vector, i) => {
        const square = vector.reduce((sum, value, k) => sum + (value - x[k]!) ** 2, 0);
        return stored.dual_coef[i]! * Math.exp(-stored.hyperparameters.gamma * square);
      });
      return terms.reduce((sum, term) => sum + term, stored.intercept);
    });
    const targets = tested.map((patient) => patient.target);
    expect(r2(targets, predictions)).toBeCloseTo(stored.metrics.r2_test, 12);
  });

  test('stores a model that did not converge, and leaves the champion', async () => {
    await invoke('promote-model');
    const champion = textOf('models/svr-leaderboard/current.json');
    const { best } = readExampleEvent('promote-model') as { best: object };
    const result = await invoke('promote-model', {
      run: 'unconverged',
      folds: 2,
      best: { ...best, gamma: 0.001, c: 1e9, epsilon: 0.01 },
    });
    expect(result).toMatchObject({ promoted: false, champion: null, challenger: { run: 'unconverged' } });
    expect(textOf('models/svr-leaderboard/run=unconverged/model.json')).toMatch('"converged": false');
    expect(textOf('models/svr-leaderboard/current.json')).toBe(champion);
  }, 60_000);

  test('leaves a better champion in place, and replaces a worse one', async () => {
    const { best } = readExampleEvent('promote-model') as { best: Record<string, number> };
    await invoke('promote-model');
    const champion = textOf('models/svr-leaderboard/current.json');
    const worse = await invoke('promote-model', { run: 'worse', best: { ...best, gamma: 20 } });
    expect(worse).toMatchObject({ promoted: false, champion: standing, challenger: { run: 'worse' } });
    expect(textOf('models/svr-leaderboard/current.json')).toBe(champion);
    stub.objects.set(
      'models/svr-leaderboard/current.json',
      Buffer.from(champion.replace(/"run".*/, '"run": "old",').replace(/"gamma".*/, '"gamma": 20,')),
    );
    expect(await invoke('promote-model')).toMatchObject({ promoted: true, champion: standing });
    expect(textOf('models/svr-leaderboard/current.json')).toBe(champion);
  });
});

describe('cluster', () => {
  test('writes everyone and a summary', async () => {
    const counts = { run: 'example', eps: 0.3, minSamples: 4, customers: 60, pairs: 89, clusters: 4 };
    const result = (await invoke('cluster')) as Record<string, number>;
    expect(result).toMatchObject(counts);
    const rows = rowsOf('examples/run=example/clusters/clusters.jsonl.gz');
    expect(rows).toHaveLength(60);
    const ids = rows.map((row) => row.customer_id as number);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    for (const kind of ['core', 'border', 'noise']) {
      expect(rows.filter((row) => row.kind === kind)).toHaveLength(result[kind]!);
    }
    const summary = JSON.parse(textOf('examples/run=example/cluster-summary.json')) as { sizes: number[] };
    const { largest, ...same } = result as unknown as { largest: { cluster: number; size: number }[] };
    expect(summary).toEqual({ ...same, sizes: expect.any(Array) as number[] });
    expect(summary.sizes).toEqual(
      [0, 1, 2, 3].map((cluster) => rows.filter((row) => row.cluster === cluster).length),
    );
    expect(largest.map(({ cluster, size }) => summary.sizes[cluster] === size)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(largest.map(({ size }) => size)).toEqual(summary.sizes.toSorted((a, b) => b - a));
  });

  test('with OPTICS also writes the reachability plot, and says what other eps would come to', async () => {
    const result = (await handlers.cluster!(readExampleEvent('cluster-optics'))) as {
      cuts: { eps: number; clusters: number; noise: number }[];
      clusters: number;
      noise: number;
    };
    expect(result).toMatchObject({ algorithm: 'OPTICS', eps: 0.2, maxEps: 0.3, customers: 60, pairs: 89 });
    expect(result.cuts.findLast(({ eps }) => eps <= 0.2)).toMatchObject({
      clusters: result.clusters,
      noise: result.noise,
    });
    const dbscan = await invoke('cluster');
    expect(result.cuts.at(-1)).toMatchObject({ eps: 0.3, clusters: (dbscan as typeof result).clusters });
    const [header, ...lines] = textOf('examples/run=example/reachability.csv').trimEnd().split('\n');
    expect(header).toBe('position,customer_id,reachability,core_distance,cluster');
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(lines.map((_, i) => i));
    expect(lines).toHaveLength(60);
  });

  test('refuses OPTICS whose largest distance is missing or below eps', async () => {
    for (const [maxEps, given] of [
      [undefined, 'nothing'],
      [0.2, '0.2'],
    ] as const) {
      const refused = invoke('cluster', { algorithm: 'OPTICS', maxEps });
      const message = new RegExp(
        `^maxEps must be at least eps, 0\\.3, with OPTICS, but the event has ${given}`,
      );
      await expect(refused).rejects.toMatchObject(failure('InvalidEvent', message));
    }
  });

  test('without pairs everyone is noise', async () => {
    const result = await invoke('cluster', { pairsPrefix: 'none/' });
    expect(result).toMatchObject({ pairs: 0, clusters: 0, noise: 60, noiseShare: 1, largest: [] });
  });

  test('refuses no customers, bad rows and too many pairs, and writes nothing', async () => {
    const nobody = invoke('cluster', { customersPrefix: 'none/' });
    await expect(nobody).rejects.toMatchObject(
      failure('EmptyTable', /no customers under s3:\/\/lake\/none\//),
    );
    const customers = gunzipSync(stub.objects.get('examples/customers/part-0.csv.gz')!)
      .toString()
      .split('\n');
    putGzip('bad/1.gz', `${customers[0]},${customers[1]},0.1\n`);
    putGzip('bad/2.gz', `${customers[0]},${customers[2]},0.1\n${customers[0]},${customers[1]},0.4\n`);
    const bad = invoke('cluster', { pairsPrefix: 'bad/' });
    await expect(bad).rejects.toMatchObject(
      failure('InvalidPair', /^s3:\/\/lake\/bad\/2\.gz row 2: distance must be/),
    );
    const many = invoke('cluster', { maxPairs: 88 });
    await expect(many).rejects.toMatchObject(failure('TooManyPairs', /^More than 88 pairs/));
    expect([...stub.objects.keys()].filter((key) => key.includes('run=example'))).toEqual([]);
  });
});

describe('fit-kmeans', () => {
  test('keeps the centroids and says how good they are', async () => {
    const { fits } = readExampleEvent('segment') as { fits: { k: number; sizes: number[] }[] };
    expect(await invoke('fit-kmeans')).toEqual(fits.find(({ k }) => k === 4));
    expect(textOf('examples/run=example/fits/k=4.json')).toBe(textOf('examples/fits/k=4.json'));
  });

  test('gives the same bytes for plain files in another order', async () => {
    const parts = [0, 1].map((i) => `examples/campaign-features/part-${i}.jsonl.gz`);
    const lines = parts.flatMap((key) => gunzipSync(stub.objects.get(key)!).toString().trimEnd().split('\n'));
    stub.objects.set('other/a', Buffer.from(lines.slice(70).reverse().join('\n')));
    stub.objects.set('other/b', Buffer.from(lines.slice(0, 70).join('\n')));
    await invoke('fit-kmeans', { featuresPrefix: 'other/' });
    expect(textOf('examples/run=example/fits/k=4.json')).toBe(textOf('examples/fits/k=4.json'));
  });

  const row = (customer_id: number, value: number | null | string) =>
    `${JSON.stringify({
      customer_id,
      ...Object.fromEntries(
        featureNames.flatMap((name) => [`${name}_capped`, `${name}_scaled`].map((column) => [column, 0])),
      ),
      income_scaled: value,
    })}\n`;

  test.each([
    ['no rows', '', 'EmptyTable', /no customers under s3:\/\/lake\/bad\//],
    [
      'a NULL',
      row(7, null),
      'InvalidFeatures',
      /^customer_id 7: income_scaled must be a finite number, but is null/,
    ],
    ['a NaN', row(7, 'NaN'), 'InvalidFeatures', /^customer_id 7: income_scaled .* is "NaN"/],
    ['a line that is not JSON', '{"customer_id":', 'InvalidFeatures', /line 1 must be one JSON object/],
    [
      'a row without an id',
      '{}',
      'InvalidFeatures',
      /line 1: customer_id must be an integer, but is missing/,
    ],
    ['a repeated id', row(7, 0) + row(7, 1), 'InvalidFeatures', /^customer_id 7 must be unique/],
    ['equal rows', row(7, 0) + row(8, 0), 'TooFewDistinctRows', /^10 clusters need .* of 2 only 1 differ/],
  ])('refuses %s and writes nothing', async (_, text, name, message) => {
    putGzip('bad/1.gz', text);
    const fitted = invoke('fit-kmeans', { featuresPrefix: 'bad/' });
    await expect(fitted).rejects.toMatchObject(failure(name, message));
    expect([...stub.objects.keys()].filter((key) => key.includes('run=example'))).toEqual([]);
  });
});

describe('segment', () => {
  const folder = 'examples/run=example';

  interface Model {
    caps: number[];
    means: number[];
    scales: number[];
    segments: { segment: number; name: string; centroid: number[] }[];
    classifier: { tree: object; accuracy: number; heldOut: number };
  }

  test('writes every table and returns what they amount to', async () => {
    const { fits } = readExampleEvent('segment') as { fits: object[] };
    const result = (await invoke('segment')) as Record<string, unknown> & { k: number };
    const choice = rowsOf(`${folder}/segment-choice/choice.jsonl.gz`);
    expect(choice).toHaveLength(fits.length);
    expect(choice.filter((each) => each.chosen).map((each) => each.k)).toEqual([result.k]);
    expect(result).toMatchObject({ chosenBy: 'elbow', elbow: result.k, choice, customers: 200 });
    const segments = rowsOf(`${folder}/segments/segments.jsonl.gz`);
    const profiles = rowsOf(`${folder}/segment-profiles/profiles.jsonl.gz`);
    expect(Object.keys(segments[0]!)).toEqual(['customer_id', 'segment', 'name', 'distance', 'silhouette']);
    expect(Object.keys(profiles[0]!)).toEqual(['segment', 'name', 'size', 'share', ...featureNames]);
    const ids = segments.map((each) => each.customer_id as number);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    for (const { segment, name, size, share } of profiles) {
      const members = segments.filter((each) => each.segment === segment && each.name === name);
      expect(members).toHaveLength(size as number);
      expect(share).toBe((size as number) / 200);
    }
    const incomes = profiles.map(({ income }) => income as number);
    expect(incomes).toEqual(incomes.toSorted((a, b) => a - b));
  });

  test('the centroid of a profile is the mean of its capped customers, and the silhouettes have the mean of the fit', async () => {
    const { fits } = readExampleEvent('segment') as { fits: { k: number; silhouette: number }[] };
    const { k } = (await invoke('segment')) as { k: number };
    const segments = rowsOf(`${folder}/segments/segments.jsonl.gz`);
    const features = exampleFeatures();
    for (const profile of rowsOf(`${folder}/segment-profiles/profiles.jsonl.gz`)) {
      const members = segments.filter((each) => each.segment === profile.segment);
      const incomes = members.map((each) => features.get(each.customer_id as number)!.income_capped!);
      expect(profile.income).toBeCloseTo(incomes.reduce((a, b) => a + b, 0) / members.length, 6);
    }
    const silhouettes = segments.map((each) => each.silhouette as number);
    const mean = silhouettes.reduce((a, b) => a + b, 0) / silhouettes.length;
    expect(mean).toBeCloseTo(fits.find((fit) => fit.k === k)!.silhouette, 10);
  });

  test('the model gives every customer the segment and the distance that the table says', async () => {
    await invoke('segment');
    const model = JSON.parse(textOf('models/customer-segments/run=example/model.json')) as Model;
    const features = exampleFeatures();
    for (const row of rowsOf(`${folder}/segments/segments.jsonl.gz`)) {
      const raw = featureNames.map((name) => features.get(row.customer_id as number)![name]!);
      const scaled = raw.map((x, i) => (Math.min(x, model.caps[i]!) - model.means[i]!) / model.scales[i]!);
      const distances = model.segments.map(({ centroid }) =>
        Math.hypot(...centroid.map((c, i) => c - scaled[i]!)),
      );
      const nearest = distances.indexOf(Math.min(...distances));
      expect(model.segments[nearest]).toMatchObject({ segment: row.segment, name: row.name });
      expect(distances[nearest]).toBeCloseTo(row.distance as number, 9);
    }
  });

  test('chooses by silhouette or the k that it is told', async () => {
    const { fits } = readExampleEvent('segment') as { fits: { k: number; silhouette: number }[] };
    const best = fits.toSorted((a, b) => b.silhouette - a.silhouette)[0]!.k;
    const bySilhouette = await invoke('segment', { choose: 'silhouette' });
    expect(bySilhouette).toMatchObject({ k: best, bestSilhouette: best, chosenBy: 'silhouette' });
    expect(await invoke('segment', { choose: 5 })).toMatchObject({ k: 5, chosenBy: 'number' });
  });

  test('a repeat writes the same bytes, also from fits in another order', async () => {
    const { fits, fitKeys } = readExampleEvent('segment') as { fits: object[]; fitKeys: string[] };
    await invoke('segment');
    const before = new Map(stub.objects);
    await invoke('segment', { fits: fits.toReversed(), fitKeys: fitKeys.toReversed() });
    for (const [key, object] of before) expect(stub.objects.get(key)!.equals(object)).toBe(true);
  });

  test('refuses what does not belong together and writes nothing', async () => {
    const { fits, fitKeys } = readExampleEvent('segment') as { fits: object[]; fitKeys: string[] };
    await expect(invoke('segment', { choose: 9 })).rejects.toMatchObject(
      failure('InvalidEvent', /^choose must be one of the fitted k, 2, 3, 4, 5, but is 9/),
    );
    await expect(invoke('segment', { choose: 'best' })).rejects.toMatchObject(
      failure('InvalidEvent', /^choose must be elbow, silhouette or a whole number/),
    );
    await expect(invoke('segment', { fits: [...fits, fits[0]] })).rejects.toMatchObject(
      failure('InvalidEvent', /^fits must be a list of results of fit-kmeans, one per k/),
    );
    await expect(invoke('segment', { fitKeys: fitKeys.slice(1) })).rejects.toMatchObject(
      failure('InvalidEvent', /^fitKeys must hold one key per fit, 4, but the event has 3/),
    );
    const key = 'examples/campaign-features/part-0.jsonl.gz';
    const [first, ...others] = gunzipSync(stub.objects.get(key)!).toString().split('\n');
    putGzip(key, [first!.replace(/"age_scaled":[^,]+/, '"age_scaled":9'), ...others].join('\n'));
    await expect(invoke('segment')).rejects.toMatchObject(
      failure('InvalidFeatures', /^customer_id \d+: age_scaled must be .* but is 9/),
    );
    stub.objects.set(
      'other/k',
      Buffer.from(textOf('examples/fits/k=4.json').replace(/"sizes":\[\d+/, '"sizes":[1')),
    );
    for (const part of [0, 1]) {
      const original = readExampleLake().get(`examples/campaign-features/part-${part}.jsonl.gz`)!;
      stub.objects.set(`examples/campaign-features/part-${part}.jsonl.gz`, original);
    }
    await expect(invoke('segment', { choose: 4, fitKeys: fitKeys.with(2, 'other/k') })).rejects.toMatchObject(
      failure('DataChanged', /^The clusters were fitted with 1, /),
    );
    expect([...stub.objects.keys()].filter((each) => each.includes('run=example'))).toEqual([]);
  });
});

function exampleFeatures(): Map<number, Record<string, number>> {
  const rows = [0, 1].flatMap((i) => rowsOf(`examples/campaign-features/part-${i}.jsonl.gz`));
  return new Map(rows.map((row) => [row.customer_id as number, row as Record<string, number>]));
}
