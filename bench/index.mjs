/**
 * Measures Nocturne against its peers: `npm run bench [-- --full] [-- suite …]`.
 * Standard output gets one JSON line per figure, standard error a table of all at the end. The exit status is 1 when
 * the two sides of a figure gave different answers or a suite failed.
 *
 * A suite in suites/ exports `async function* figures({ full, directory })`, which yields Figures:
 *   name    what was measured, on what
 *   unit    of `ours` and `peer`: 's' unless said
 *   ours, peer, ratio   medians, and the median of peer / ours pair by pair; null without a peer
 *   equal   whether both gave the same answer
 *   peakMemory, peerPeakMemory   in MiB, by the operating system's accounting
 * and whatever else says under which conditions.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from './machine.mjs';
import { showFigures } from './table.mjs';

const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = new URL('suites/', import.meta.url);
const known = (await readdir(folder)).map((file) => basename(file, '.mjs')).sort();
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`There is no suite ${unknown}. The suites are ${known.join(', ')}.`);
  process.exit(1);
}

const shown = [];
let failed = false;
for (const name of positionals.length > 0 ? positionals : known) {
  const directory = await mkdtemp(join(tmpdir(), 'nocturne-bench-'));
  try {
    const suite = await import(new URL(`${name}.mjs`, folder));
    for await (const figure of suite.figures({ full: values.full, directory })) {
      console.log(JSON.stringify(figure));
      shown.push(figure);
    }
  } catch (error) {
    failed = true;
    console.error(`${name}: ${error.stack}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
console.error(`\n${describeMachine()}\n\n${showFigures(shown)}`);
process.exit(failed || shown.some(({ equal }) => equal === false) ? 1 : 0);
