import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendantsOf, isAlive } from '../../verify/kills/processes.ts';
import { shareAcceptedQueries } from '../../local/test/support/accepted-queries.ts';
import { projectRoot } from '../support/pipeline.ts';

const program = join(projectRoot, 'dist/nocturne.js');
const customers = join(projectRoot, 'test/fixtures/dbscan/customers_300.jsonl.gz');

/** The built command, run as a user runs it, in a home of its own. */
describe('the nocturne command', () => {
  let scratch: string;
  let home: string;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'nocturne-command-'));
    home = join(scratch, 'home');
    shareAcceptedQueries(home);
    expect(nocturne('import', 'bronze_customers', customers)).toMatchObject({ status: 0 });
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  function nocturne(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--home', home, ...args], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  async function inputFile(input: unknown): Promise<string> {
    const file = join(scratch, 'input.json');
    await writeFile(file, JSON.stringify(input));
    return file;
  }

  it('runs a machine, prints one JSON object, and finds the run again', async () => {
    const run = nocturne(
      'run',
      'customer-clusters',
      '--name',
      'first',
      '--input',
      await inputFile({ eps: 0.2 }),
      '--json',
    );
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:nocturne-dev-customer-clusters:first',
      status: 'SUCCEEDED',
      output: { run: 'first', customers: 300, clusters: 5 },
    });

    const sql = nocturne(
      'sql',
      'SELECT cluster, COUNT(*) AS size, MIN(kind) AS kind FROM gold_customer_clusters WHERE run = ? AND cluster IS NULL GROUP BY cluster',
      '--param',
      'first',
      '--json',
    );
    expect(JSON.parse(sql.stdout)).toEqual([{ cluster: null, size: noiseAt(0.2, 5), kind: 'noise' }]);

    const history = nocturne('history', 'first', '--json');
    const events = JSON.parse(history.stdout) as { type: string }[];
    expect(events[0]!.type).toBe('ExecutionStarted');
    expect(events.at(-1)!.type).toBe('ExecutionSucceeded');
  });

  it('prints what the roles of a run were allowed, and what of it they used', () => {
    const { stdout } = nocturne('permissions', 'first');
    expect(stdout).toMatch(
      /^customer-clusters first: SUCCEEDED\n\nnocturne-dev-CustomerClustersRole: \d+ of \d+ used, 0 denied\n/,
    );
    expect(stdout).toMatch(/\n\nnocturne-dev-ClusterRole: \d+ of \d+ used, 0 denied\n/);
    expect(stdout).toMatch(/^glue:GetTable +arn:aws:glue:us-east-1:000000000000:catalog +used$/m);
    expect(stdout).toMatch(/^athena:StopQueryExecution +arn:\S+:workgroup\/nocturne-dev +not used$/m);

    const roles = JSON.parse(nocturne('permissions', 'first', '--json').stdout) as Record<string, unknown>[];
    expect(roles.map(({ role }) => role)).toEqual([
      'nocturne-dev-CustomerClustersRole',
      'nocturne-dev-ClusterRole',
    ]);
    const lake = 'arn:aws:s3:::nocturne-dev-000000000000-us-east-1';
    const pairs = { action: 's3:GetObject', resource: `${lake}/silver/pairs/*`, used: true };
    // Written by Athena for the machine, read by the function with its own credentials.
    expect(roles[0]!.granted).toContainEqual({ ...pairs, action: 's3:PutObject' });
    expect(roles[1]!.granted).toContainEqual(pairs);

    expect(nocturne('--stage', 'dev', 'permissions', 'first').stderr).toMatch(
      /permissions concerns the local runtime/,
    );
  });

  it('exits with 1 for what the machine or Step Functions refuses', async () => {
    const input = nocturne('run', 'customer-clusters', '--input', await inputFile({ eps: 2 }));
    expect(input.status).toBe(1);
    expect(input.stdout + input.stderr).toMatch(
      /InvalidInput.*eps must be a number greater than 0 and at most 1, but was 2\./s,
    );

    const repeated = nocturne(
      'run',
      'customer-clusters',
      '--name',
      'refused',
      '--input',
      await inputFile({ eps: 3 }),
    );
    expect(repeated.status).toBe(1);
    const again = nocturne('run', 'customer-clusters', '--name', 'refused');
    expect(again).toMatchObject({ status: 1 });
    expect(again.stderr).toMatch(/refused.*ExecutionAlreadyExists/s);

    const forbidden = nocturne('run', 'customer-clusters', '--name', 'a/b');
    expect(forbidden).toMatchObject({ status: 1 });
    expect(forbidden.stderr).toMatch(/a\/b/);

    expect(nocturne('run', 'weekly')).toMatchObject({ status: 1 });
    expect(nocturne('walk')).toMatchObject({ status: 1 });
  });

  it('exits with 2 when the execution fails, and says why', () => {
    const { status, stdout, stderr } = nocturne('run', 'svr-leaderboard');
    expect(status).toBe(2);
    expect(stdout + stderr).toMatch(/EmptyTable.*bronze\/patients/s);
  });

  it('refuses a file with a bad line by its number and leaves the table as it was', async () => {
    const lines = Array.from({ length: 20 }, (_, i) =>
      JSON.stringify({ customer_id: i, gender: null, age: 30, city: 'Utrecht', product_ids: [1, 2] }),
    );
    const variants: [string, RegExp][] = [
      ['{"customer_id": 16,', /line 17: must be JSON/],
      ['{"customer_id":16,"gender":null,"age":30,"product_ids":[]}', /line 17, column city: is missing/],
      [lines[3]!, /line 17, column customer_id: must not repeat, but 3 stands in line 4 already/],
      ['{"customer_id":16,"gender":null,"age":30,"city":null,"product_ids":[1,5,1]}', /line 17.*repeats 1/],
    ];
    const table = join(home, 's3/nocturne-dev-000000000000-us-east-1/bronze/customers/data.jsonl.gz');
    const before = await readFile(table);
    for (const [line, message] of variants) {
      const file = join(scratch, 'bad.jsonl');
      await writeFile(file, [...lines.slice(0, 16), line, ...lines.slice(17)].join('\n'));
      const { status, stderr } = nocturne('import', 'bronze_customers', file);
      expect(status).toBe(1);
      expect(stderr).toMatch(message);
      expect((await readFile(table)).equals(before)).toBe(true);
    }
  });

  it('says how to pass a text of digits', () => {
    const query = 'SELECT COUNT(*) AS n FROM gold_customer_clusters WHERE run = ?';
    const refused = nocturne('sql', query, '--param', '11746');
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain(`--param '"11746"' passes 11746 as a text`);
    expect(nocturne('sql', query, '--param', '"11746"')).toMatchObject({ status: 0 });
  });

  it('serves other commands while it is up, and leaves nothing behind when it is killed', async () => {
    const up = spawn(process.execPath, [program, '--home', home, '--json', 'up'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(up.stdout, 'data')) as [Buffer];
    const { endpoint } = JSON.parse(line.toString()) as { endpoint: string };
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(nocturne('run', 'customer-clusters', '--name', 'guest')).toMatchObject({ status: 0 });
    const second = nocturne('up');
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(String(up.pid));
    expect(nocturne('clean').status).toBe(1);

    const children = descendantsOf(up.pid!);
    expect(children.length).toBeGreaterThan(0);
    up.kill('SIGKILL');
    await once(up, 'exit');
    for (let waited = 0; children.some(isAlive) && waited < 5000; waited += 50) await sleep(50);
    expect(children.filter(isAlive)).toEqual([]);
    const one = nocturne('sql', 'SELECT approx_distinct(1) AS one', '--json');
    expect(JSON.parse(one.stdout)).toEqual([{ one: 1 }]);
    expect(one.stderr).toContain('approx_distinct is exact here');
  });
});

/** scikit-learn's count of noise points; see the origin in the file. */
function noiseAt(eps: number, minSamples: number): number {
  const { dbscan } = JSON.parse(
    readFileSync(join(projectRoot, 'test/fixtures/dbscan/reference.json'), 'utf8'),
  ) as { dbscan: { eps: number; min_samples: number; n_noise: number }[] };
  return dbscan.find((setting) => setting.eps === eps && setting.min_samples === minSamples)!.n_noise;
}
