import { gunzipSync, gzipSync } from 'node:zlib';
import { readExampleEvent, readExampleLake } from './examples.ts';
import { environmentOf, startS3Stub, type S3Stub } from './s3-stub.ts';

type Handler = (event: unknown) => Promise<unknown>;

let stub: S3Stub;
const handlers: Record<string, Handler> = {};

beforeAll(async () => {
  stub = await startS3Stub(new Map());
  Object.assign(process.env, environmentOf(stub));
  // Unbundled, libsvm-js would try fetch on its file's path and complain.
  Reflect.deleteProperty(globalThis, 'fetch');
  for (const name of ['plan-trials', 'run-trials', 'publish-leaderboard', 'promote-model', 'cluster']) {
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

describe('plan-trials', () => {
  test('writes the trials and describes the data', async () => {
    const { fingerprint } = (readExampleEvent('run-trials') as { BatchInput: { fingerprint: string } })
      .BatchInput;
    expect(await invoke('plan-trials')).toEqual({ trials: 12, fingerprint, trainingRows: 353, testRows: 89 });
    expect(textOf('examples/run=example/trials.jsonl')).toBe(textOf('examples/trials.jsonl'));
  });

  test('gives the same fingerprint for plain files in another order', async () => {
    const lines = gunzipSync(stub.objects.get('examples/patients/patients.jsonl.gz')!)
      .toString()
      .trimEnd()
      .split('\n');
    stub.objects.set('other/b.jsonl', Buffer.from(lines.slice(0, 200).reverse().join('\r\n')));
    stub.objects.set('other/a.jsonl', Buffer.from(`${lines.slice(200).join('\n')}\n\n`));
    stub.objects.set('other/empty', Buffer.alloc(0));
    expect(await invoke('plan-trials', { patientsPrefix: 'other/' })).toEqual(await invoke('plan-trials'));
  });

  test('refuses an empty table and a line that is not JSON', async () => {
    const planned = invoke('plan-trials', { patientsPrefix: 'none/' });
    await expect(planned).rejects.toMatchObject(
      failure('EmptyTable', /no patients under s3:\/\/lake\/none\//),
    );
    stub.objects.set('bad/x.jsonl', Buffer.from('\n{"patient_id":1\n'));
    const broken = invoke('plan-trials', { patientsPrefix: 'bad/' });
    await expect(broken).rejects.toMatchObject(
      failure('InvalidPatient', /bad\/x\.jsonl line 2 must be one JSON object/),
    );
  });

  test('refuses more folds than training rows, before any trial', async () => {
    await expect(invoke('plan-trials', { folds: 354 })).rejects.toMatchObject(
      failure('TooManyFolds', /^folds must be at most the number of training rows, 353, but was 354/),
    );
  });

  test.each([
    [{ run: 'a b' }, /^run must be a run name/],
    [{ trials: 0 }, /^trials must be an integer from 1 .* has 0/],
    [{ seed: 1.5 }, /^seed must be an integer from 0 to 4294967295, .* has 1.5/],
    [{ strategy: 'bayes' }, /^strategy must be one of random, grid, halton, .* has "bayes"/],
    [{ space: { gamma: [1, 0.1], C: [1, 2], epsilon: [1, 2] } }, /^space must be .* 0 < low <= high/],
    [{ points: [] }, /^points must be null or a list/],
    [{ patientsPrefix: 'bronze' }, /^patientsPrefix must be a key prefix that ends with \//],
    [{ trialsKey: undefined }, /^trialsKey must be a non-empty text, but the event has nothing/],
  ])('refuses %j', async (changes, message) => {
    await expect(invoke('plan-trials', changes)).rejects.toMatchObject(failure('InvalidEvent', message));
  });
});

describe('run-trials', () => {
  test('writes a row per trial and a prediction per trial, patient and split', async () => {
    expect(await invoke('run-trials')).toEqual({ trials: 4 });
    const hyperparams = rowsOf('examples/run=example/hyperparams/trials-00000000.jsonl.gz');
    expect(hyperparams).toHaveLength(4);
    expect(Object.keys(hyperparams[0]!)).toEqual(['trial_id', 'gamma', 'c', 'epsilon', 'n_support']);
    const predictions = rowsOf('examples/run=example/predictions/trials-00000000.jsonl.gz');
    expect(predictions).toHaveLength(4 * (353 + 353 + 89));
    const ofSplit = (split: string) => predictions.filter((row) => row.trial_id === 3 && row.split === split);
    const patients = (split: string) => ofSplit(split).map((row) => row.patient_id);
    expect(patients('cv')).toEqual(patients('train'));
    expect(new Set([...patients('train'), ...patients('test')]).size).toBe(442);
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
      failure('InvalidTrial', /trial 5: C must be a number above 0, but is -1/),
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
      's3://lake/published/leaderboard/run=example/leaderboard.json',
      's3://lake/published/leaderboard/run=example/leaderboard.csv',
      's3://lake/published/leaderboard/latest.json',
    ]);
    const json = textOf('published/leaderboard/latest.json');
    expect(json).toBe(textOf('published/leaderboard/run=example/leaderboard.json'));
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
    expect(textOf('published/leaderboard/run=example/leaderboard.csv').split('\n')).toHaveLength(13);
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
    const model = 's3://lake/models/svr/run=example/model.json';
    expect(result).toEqual({ model, promoted: true, champion: standing, challenger: standing });
    const stored = JSON.parse(textOf('models/svr/run=example/model.json')) as Record<
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

  test('leaves a better champion in place, and replaces a worse one', async () => {
    const { best } = readExampleEvent('promote-model') as { best: Record<string, number> };
    await invoke('promote-model');
    const champion = textOf('models/svr/current.json');
    const worse = await invoke('promote-model', { run: 'worse', best: { ...best, gamma: 20 } });
    expect(worse).toMatchObject({ promoted: false, champion: standing, challenger: { run: 'worse' } });
    expect(textOf('models/svr/current.json')).toBe(champion);
    stub.objects.set(
      'models/svr/current.json',
      Buffer.from(champion.replace(/"run".*/, '"run": "old",').replace(/"gamma".*/, '"gamma": 20,')),
    );
    expect(await invoke('promote-model')).toMatchObject({ promoted: true, champion: standing });
    expect(textOf('models/svr/current.json')).toBe(champion);
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
