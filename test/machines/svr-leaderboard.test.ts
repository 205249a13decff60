import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StatesError } from 'template-runtime/asl';
import { bucket, Pipeline, patientsFile, projectRoot } from '../support/pipeline.ts';

const patientsKey = 'bronze/patients/data.jsonl.gz';

interface ReferenceTrial {
  gamma: number;
  C: number;
  epsilon: number;
  r2: number;
  n_support: number;
}

/** scikit-learn's figures; see the origin in the file. */
const reference = JSON.parse(
  await readFile(join(projectRoot, 'test/fixtures/svr/reference.json'), 'utf8'),
) as { results: Record<string, ReferenceTrial[]> };

describe('svr-leaderboard', () => {
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await Pipeline.start();
    await pipeline.put(patientsKey, await patientsFile());
  });
  afterAll(() => pipeline.stop());

  it.each(['standard_on_train', 'unit_norm'])(
    "ranks scikit-learn's 60 trials as scikit-learn does, scaled by %s",
    async (scaling) => {
      const trials = reference.results[scaling]!;
      const leaderboard = [...trials.keys()].sort((a, b) => trials[b]!.r2 - trials[a]!.r2);
      const points = trials.map(({ gamma, C, epsilon }) => ({ gamma, C, epsilon }));
      const name = `points-${scaling}`;
      const { status, output } = await pipeline.run(
        'svr-leaderboard',
        { points, scaling, folds: 2, rankBy: 'r2_test' },
        name,
      );
      expect(status).toBe('SUCCEEDED');
      expect(output).toMatchObject({
        run: name,
        trials: 60,
        failedTrials: 0,
        trainingRows: 353,
        testRows: 89,
      });

      const rows = await pipeline.sql(
        `SELECT rank, trial_id, gamma, r2_test, n_support FROM gold_leaderboard WHERE run = '${name}' ORDER BY rank`,
      );
      expect(rows.map((row) => Number(row.trial_id))).toEqual(leaderboard);
      expect(rows.map((row) => Number(row.rank))).toEqual(leaderboard.map((_, i) => i + 1));
      for (const row of rows) {
        const trial = trials[Number(row.trial_id)]!;
        expect(Number(row.gamma)).toBe(trial.gamma);
        expect(Math.abs(Number(row.r2_test) - trial.r2)).toBeLessThan(1e-5);
        expect(Number(row.n_support)).toBe(trial.n_support);
      }
    },
  );

  it('publishes what the table holds, and the same bytes for the same input and seed', async () => {
    const input = { trials: 12, seed: 7, folds: 3 };
    const first = await pipeline.run('svr-leaderboard', input, 'repeat-1');
    const second = await pipeline.run('svr-leaderboard', input, 'repeat-2');
    expect([first.status, second.status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);

    const [json1, json2] = await Promise.all(
      ['repeat-1', 'repeat-2'].map((run) =>
        pipeline.getText(`published/svr-leaderboard/run=${run}/leaderboard.json`),
      ),
    );
    expect(json2!.replaceAll('repeat-2', 'repeat-1')).toBe(json1);
    expect(await pipeline.getText('published/svr-leaderboard/latest.json')).toBe(json2);
    expect(await pipeline.getText('published/svr-leaderboard/run=repeat-2/leaderboard.csv')).toBe(
      await pipeline.getText('published/svr-leaderboard/run=repeat-1/leaderboard.csv'),
    );

    const published = JSON.parse(json1!) as { leaderboard: Record<string, number>[] };
    const rows = await pipeline.sql(
      "SELECT rank, trial_id, r2_cv, r2_test FROM gold_leaderboard WHERE run = 'repeat-1' ORDER BY rank",
    );
    expect(
      published.leaderboard.map(({ rank, trial_id, r2_cv, r2_test }) => [rank, trial_id, r2_cv, r2_test]),
    ).toEqual(rows.map((row) => ['rank', 'trial_id', 'r2_cv', 'r2_test'].map((name) => Number(row[name]))));
    const byCv = rows.map((row) => Number(row.r2_cv));
    expect(byCv).toEqual([...byCv].sort((a, b) => b - a));
  });

  it('promotes a model only when it is strictly better', async () => {
    const bad = { points: [{ gamma: 1000, C: 0.01, epsilon: 1 }], folds: 3 };
    const good = { points: [{ gamma: 0.01, C: 30, epsilon: 10 }], folds: 3 };
    await pipeline.s3.deleteObject({
      Bucket: 'nocturne-dev-000000000000-us-east-1',
      Key: 'models/svr-leaderboard/current.json',
    });
    const runs = [
      await pipeline.run('svr-leaderboard', bad, 'promote-1'),
      await pipeline.run('svr-leaderboard', good, 'promote-2'),
      await pipeline.run('svr-leaderboard', bad, 'promote-3'),
      await pipeline.run('svr-leaderboard', good, 'promote-4'),
    ];
    expect(runs.map(({ output }) => (output as { promoted: boolean }).promoted)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const current = JSON.parse(await pipeline.getText('models/svr-leaderboard/current.json')) as Record<
      string,
      unknown
    >;
    expect(current).toMatchObject({ run: 'promote-2', folds: 3, scaling: 'standard_on_train' });
  });

  it('ranks a trial that did not converge last, whatever it reaches, and never promotes it', async () => {
    const unbounded = { gamma: 0.001, C: 1e9, epsilon: 0.01 };
    const constant = { gamma: 1e9, C: 1e-9, epsilon: 1 };
    const { output } = await pipeline.run(
      'svr-leaderboard',
      { points: [unbounded, constant], folds: 2 },
      'unconverged',
    );
    expect(output).toMatchObject({ failedTrials: 0, best: { trial_id: 1, converged: true } });
    const rows = await pipeline.sql(
      "SELECT rank, trial_id, converged FROM gold_leaderboard WHERE run = 'unconverged' ORDER BY rank",
    );
    expect(rows).toEqual([
      { rank: '1', trial_id: '1', converged: 'true' },
      { rank: '2', trial_id: '0', converged: 'false' },
    ]);
    expect(await pipeline.getText('published/svr-leaderboard/run=unconverged/leaderboard.csv')).toMatch(
      /,true\n2,0,.*,false\n$/,
    );
  }, 60_000);

  it.each([
    ['more.json', (points: object[]) => JSON.stringify(points)],
    ['more.jsonl', (points: object[]) => points.map((point) => `${JSON.stringify(point)}\n`).join('')],
  ])('evaluates the points of the file %s as those of the input', async (name, format) => {
    const points = [0.01, 0.02].map((gamma) => ({ gamma, C: 10, epsilon: 5 }));
    await pipeline.put(`points/${name}`, format(points));
    const place = `s3://${bucket}/points/${name}`;
    const [given, read] = [
      await pipeline.run('svr-leaderboard', { points, folds: 2 }),
      await pipeline.run('svr-leaderboard', { points: place, folds: 2 }),
    ];
    const csvOf = ({ output }: typeof given) =>
      pipeline.getText(`published/svr-leaderboard/run=${(output as { run: string }).run}/leaderboard.csv`);
    expect(await csvOf(read)).toBe(await csvOf(given));
  });

  it.each([
    ['missing.json', undefined, /There is no object .*points\/missing\.json: put the points there first\./],
    ['none.json', '[]', /none\.json must list 1 to 10000 points, but lists 0\./],
    ['cut.jsonl', '{"gamma":1,"C":1,"epsilon":1}\n{"gamma":', /cut\.jsonl line 2 is not JSON/],
    ['wrong.json', '[{"gamma":1,"C":1,"epsilon":0}]', /wrong\.json item 1: epsilon must be .* but is 0\./],
    [
      'more.jsonl',
      '{"gamma":1,"C":1,"epsilon":1,"degree":2}',
      /line 1 must be \{gamma, C, epsilon\}, but is .*degree/,
    ],
  ])('refuses the points of %s', async (name, text, message) => {
    if (text !== undefined) await pipeline.put(`points/${name}`, text);
    const { error, cause } = await pipeline.run('svr-leaderboard', {
      points: `s3://${bucket}/points/${name}`,
    });
    expect(error).toBe('InvalidPoints');
    expect(cause).toMatch(message);
  });

  it('publishes the same bytes in batches of another size', async () => {
    // Trials with so large a C count as long ones, of which a batch holds few.
    const space = { C: [1e8, 1e9], gamma: [5, 31.6] };
    const input = { trials: 12, folds: 2, space };
    const leaderboards = [];
    for (const maxConcurrency of [1, 10]) {
      const run = `concurrency-${maxConcurrency}`;
      await pipeline.run('svr-leaderboard', { ...input, maxConcurrency }, run);
      const json = await pipeline.getText(`published/svr-leaderboard/run=${run}/leaderboard.json`);
      leaderboards.push(json.replaceAll(run, 'run'));
    }
    expect(leaderboards[1]).toBe(leaderboards[0]);
    const files = Object.keys(await pipeline.listLake()).filter((key) =>
      key.startsWith('silver/hyperparams/'),
    );
    const batches = (run: string) => files.filter((key) => key.includes(`run=${run}/`)).length;
    expect(batches('concurrency-10')).toBeGreaterThan(batches('concurrency-1'));
  });

  describe('refuses before any work', () => {
    it.each([
      [{ trails: 5 }, /Unknown field trails/],
      [{ trials: 0 }, /trials must be a whole number from 1 to 10000, but was 0\./],
      [{ trials: '5' }, /trials must be .* but was "5"\./],
      [{ trials: null }, /trials must be .* but was null\./],
      [{ seed: -1 }, /seed must be .* but was -1\./],
      [{ space: { gamma: [10, 1] } }, /space\.gamma must be \[lowest, highest\].* but was \[10,1\]\./],
      [{ space: { C: [0, 1] } }, /space\.C must be .* but was \[0,1\]\./],
      [{ space: { epsilon: 3 } }, /space\.epsilon must be .* but was 3\./],
      [{ space: { gama: [1, 2] } }, /Unknown field space\.gama\. The ranges are gamma, C and epsilon\./],
      [{ space: [1] }, /space must be an object/],
      [{ strategy: 'bayes' }, /strategy must be random or grid or halton, but was "bayes"\./],
      [{ points: [] }, /points must be a list of 1 to 10000 .* but was a list of 0\./],
      [{ points: 'all' }, /points must be a list .* but was "all"\./],
      [{ points: [{ gamma: 1, C: 1 }] }, /points must be .* one is \{"gamma":1,"C":1\}\./],
      [
        {
          points: [
            { gamma: 1, C: 1, epsilon: 1 },
            { gamma: 1, C: -2, epsilon: 1 },
          ],
        },
        /one is .*-2/,
      ],
      [{ points: [{ gamma: 1, C: 1, epsilon: 1, degree: 2 }] }, /one is .*degree/],
      [{ points: [{ gamma: 1, C: 1, epsilon: 1 }], trials: 5 }, /leave trials out, or points\./],
      [{ points: [{ gamma: 1, C: 1, epsilon: 1 }], space: {} }, /leave space out, or points\./],
      [{ scaling: 'minmax' }, /scaling must be standard_on_train or unit_norm, but was "minmax"\./],
      [{ folds: 1 }, /folds must be a whole number from 2 to 100, but was 1\./],
      [{ folds: 2.5 }, /folds must be .* but was 2\.5\./],
      [{ rankBy: 'rmse' }, /rankBy must be r2_cv or r2_test, but was "rmse"\./],
      [{ maxConcurrency: 0 }, /maxConcurrency must be .* but was 0\./],
      [{ maxConcurrency: 101 }, /from 1 to 100, but was 101\./],
      [
        { points: 's3://other/points/a.json' },
        /place of a file .* but was "s3:\/\/other\/points\/a\.json"\./,
      ],
      [{ points: `s3://${bucket}/bronze/points/a.json` }, /points\/<name>\.json or \.jsonl, but was/],
      [{ points: `s3://${bucket}/points/a.csv` }, /but was .*a\.csv/],
      [{ points: `s3://${bucket}/points/.json` }, /but was .*points\/\.json/],
      [{ toleratedFailurePercentage: 101 }, /toleratedFailurePercentage must be .* but was 101\./],
      [[1], /input must be a JSON object, but was \[1\]\./],
      ['text', /input must be a JSON object, but was "text"\./],
    ])('%j', async (input, message) => {
      const before = await pipeline.listLake();
      const { status, error, cause } = await pipeline.run('svr-leaderboard', input);
      expect({ status, error }).toEqual({ status: 'FAILED', error: 'InvalidInput' });
      expect(cause).toMatch(message);
      expect(await pipeline.listLake()).toEqual(before);
    });

    it('a run name that no folder should bear', async () => {
      const { error, cause } = await pipeline.run('svr-leaderboard', {}, 'half.done');
      expect(error).toBe('InvalidInput');
      expect(cause).toMatch(/run name must be .* but was half\.done/);
    });
  });
});

describe('svr-leaderboard when batches fail', () => {
  it('counts the trials of a failing batch against the tolerance and names them', async () => {
    let attempts = 0;
    const pipeline = await Pipeline.start({
      interceptCall({ resource, arguments: args }) {
        const { Payload } = args as { Payload?: { Items?: { trial_id: number }[] } };
        if (resource.includes('lambda') && Payload?.Items?.[0]?.trial_id === 6) {
          attempts += 1;
          throw new StatesError('Lambda.ServiceException', 'injected');
        }
      },
    });
    try {
      await pipeline.put(patientsKey, await patientsFile());
      // Trials with so large a C count as long ones: a batch holds two of these.
      const input = { trials: 20, folds: 2, space: { C: [1e9, 1e9], gamma: [10, 31.6] } };
      const tolerant = await pipeline.run(
        'svr-leaderboard',
        { ...input, toleratedFailurePercentage: 10 },
        'tolerant',
      );
      expect(tolerant.output).toMatchObject({ trials: 20, failedTrials: 2 });
      expect((tolerant.output as { firstFailedTrials: number[] }).firstFailedTrials).toEqual([6, 7]);
      expect(attempts).toBe(3);
      // What failed stays in S3, whatever its size; the state holds none of it.
      const keys = Object.keys(await pipeline.listLake());
      const failed = keys.filter((key) =>
        /^silver\/trials\/run=tolerant\/batches\/.*\/FAILED_0\.json$/.test(key),
      );
      expect(failed).toHaveLength(1);
      expect(JSON.parse(await pipeline.getText(failed[0]!))).toMatchObject([
        { Error: 'Lambda.ServiceException' },
      ]);

      const strict = await pipeline.run(
        'svr-leaderboard',
        { ...input, toleratedFailurePercentage: 9 },
        'strict',
      );
      expect(strict).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
      expect(await pipeline.sql("SELECT rank FROM gold_leaderboard WHERE run = 'strict'")).toEqual([]);
    } finally {
      await pipeline.stop();
    }
  }, 120_000);
});

describe('svr-leaderboard without data', () => {
  it('fails by name instead of ranking nothing', async () => {
    const pipeline = await Pipeline.start();
    try {
      const { status, error, cause } = await pipeline.run('svr-leaderboard', { trials: 3 });
      expect({ status, error }).toEqual({ status: 'FAILED', error: 'EmptyTable' });
      expect(cause).toMatch(/bronze\/patients/);
      expect(Object.keys(await pipeline.listLake())).toEqual([]);
    } finally {
      await pipeline.stop();
    }
  });
});
