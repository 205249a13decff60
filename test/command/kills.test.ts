import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../support/pipeline.ts';

/** A few of what `npm run verify:kills` does many of. */
test('a night that is killed and redriven leaves the tables of an undisturbed one', () => {
  const program = [join(projectRoot, 'scripts/run.mjs'), 'verify/kills/main.ts', '3', '7'];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8' });
  expect({ status, stderr, lines: stdout.trim().split('\n').slice(-1) }).toEqual({
    status: 0,
    stderr: '',
    lines: ['3 of 3 nights as undisturbed'],
  });
}, 600_000);
