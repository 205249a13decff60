import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shareAcceptedQueries } from '../../local/test/support/accepted-queries.ts';
import { projectRoot } from '../support/pipeline.ts';

const program = join(projectRoot, 'dist/nocturne.js');
const customers = join(projectRoot, 'test/fixtures/dbscan/customers_300.jsonl.gz');

describe('--faults', () => {
  let home: string;
  let file: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'nocturne-faults-'));
    shareAcceptedQueries(home);
    file = join(home, 'faults.json');
    nocturne('import', 'bronze_customers', customers);
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  function nocturne(...args: string[]) {
    const command = [program, '--home', home, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    return { status, stdout, stderr };
  }
  const write = (...rules: object[]) => writeFile(file, JSON.stringify({ rules }));

  it('fails what the rules say', async () => {
    await write({ state: 'ClusterCustomers', error: 'Unlucky', cause: 'on purpose' });
    const { status, stdout } = nocturne('--json', 'run', 'customer-clusters', '--faults', file);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'FAILED', error: 'Unlucky', cause: 'on purpose' });
    const [line] = (await readFile(join(home, 'logs/faults.log'), 'utf8')).split('\n');
    expect(JSON.parse(line!)).toMatchObject({
      rule: 1,
      target: 'nocturne-dev-customer-clusters/ClusterCustomers',
      error: 'Unlucky',
    });
  });

  it('refuses a bad file by its field, before anything runs', async () => {
    await write({ state: '*', error: 'E', probability: 5 });
    const { status, stdout, stderr } = nocturne('--json', 'run', 'customer-clusters', '--faults', file);
    expect(status).toBe(1);
    expect(stderr).toContain(`${file}: rules[0].probability: must be a number from 0 to 1, but is 5.`);
    expect(JSON.parse(stdout)).toMatchObject({ executionArn: null, error: 'InvalidFaults' });
    expect(nocturne('run', 'customer-clusters', '--faults', join(home, 'none.json')).stderr).toMatch(
      /The faults .*none\.json cannot be read/,
    );
  });

  it('has no meaning on AWS', () => {
    const { status, stderr } = nocturne('--stage', 'dev', 'run', 'customer-clusters', '--faults', file);
    expect([status, stderr]).toEqual([1, expect.stringContaining('--faults concerns the local runtime')]);
  });

  it('is given to up where up serves', async () => {
    await write({ state: 'ClusterCustomers', error: 'Unlucky' });
    const up = spawn(process.execPath, [program, '--home', home, '--json', 'up', '--faults', file], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [output] = (await once(up.stdout, 'data')) as [Buffer];
      expect(JSON.parse(output.toString())).toMatchObject({
        schedules: [
          { name: 'nocturne-dev-nightly', expression: 'cron(30 4 * * ? *)', timezone: 'UTC', enabled: true },
        ],
      });
      const run = nocturne('--json', 'run', 'customer-clusters');
      expect(JSON.parse(run.stdout)).toMatchObject({ error: 'Unlucky', cause: 'Injected by rule 1.' });
      const other = nocturne('run', 'customer-clusters', '--faults', file);
      expect(other).toMatchObject({ status: 1 });
      expect(other.stderr).toContain('without these faults');
    } finally {
      up.kill('SIGINT');
      await once(up, 'exit');
    }
  });
});
