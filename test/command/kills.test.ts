import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../support/pipeline.ts';

/** A few of what `npm run verify:kills` does many of. */
test('a night that is killed and redriven leaves the tables of an undisturbed one', () => {
  const script = join(projectRoot, 'scripts/kill-nightly.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '3', '7'], { encoding: 'utf8' });
  expect({ status, stderr, lines: stdout.trim().split('\n').slice(-1) }).toEqual({
    status: 0,
    stderr: '',
    lines: ['3 of 3 nights as undisturbed'],
  });
}, 600_000);
