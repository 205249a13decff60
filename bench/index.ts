/**
 * Measures Nocturne against its peers: `npm run bench [-- --full] [-- suite …]`.
 * Standard output gets one JSON line per figure, standard error a table of all at the end. The exit status is 1 when
 * the two sides of a figure gave different answers or a suite failed.
 *
 * A suite in suites/ exports `async function* figures({ full, directory })`, which yields Figures (figure.ts).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Figure, Suite } from './figure.ts';
import { describeMachine } from './machine.ts';
import * as cluster from './suites/cluster.ts';
import * as growth from './suites/growth.ts';
import * as nightly from './suites/nightly.ts';
import * as pairs from './suites/pairs.ts';
import * as states from './suites/states.ts';
import * as svr from './suites/svr.ts';
import { showFigures } from './table.ts';

const suites: Record<string, Suite> = { cluster, growth, nightly, pairs, states, svr };

const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const known = Object.keys(suites);
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`There is no suite ${unknown}. The suites are ${known.join(', ')}.`);
  process.exit(1);
}

const shown: Figure[] = [];
let failed = false;
for (const name of positionals.length > 0 ? positionals : known) {
  const directory = await mkdtemp(join(tmpdir(), 'nocturne-bench-'));
  try {
    for await (const figure of suites[name]!.figures({ full: values.full, directory })) {
      console.log(JSON.stringify(figure));
      shown.push(figure);
    }
  } catch (error) {
    failed = true;
    console.error(`${name}: ${(error as Error).stack}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
console.error(`\n${describeMachine()}\n\n${showFigures(shown)}`);
process.exit(failed || shown.some(({ equal }) => equal === false) ? 1 : 0);
