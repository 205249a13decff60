/**
 * Kills `nocturne run nightly` at random moments (so many events into the night, and a little later), redrives what it needs, and compares the tables with an undisturbed
 * night's:
 *   npm run verify:kills -- [kills, 30 by default] [seed, 1 by default]
 * The lake is small: 300 customers, 12 trials. One line per kill, then `N of M nights as undisturbed`; exits with 1
 * where one is not, or where a process of a killed run lived on.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { nocturne, spawnNocturne } from './command.ts';
import { killTree } from './processes.ts';
import { mendNight, outputOf } from './mend.ts';
import type { NightOutput } from './mend.ts';
import { eventsIn, untilEvents } from './progress.ts';
import { withRuntime } from './runtime.ts';
import { differences, tablesOf } from './tables.ts';
import type { Runs } from './tables.ts';

const kills = Number(process.argv[2] ?? 30);
const seed = Number(process.argv[3] ?? 1);
/** Long enough for a moment between two events, in the middle of a query or a fit. */
const longestDelayMs = 300;
/** When a night is killed. */
interface Moment {
  events: number;
  delayMs: number;
}

const generator = xoroshiro128plus(seed);
const scratch = mkdtempSync(join(tmpdir(), 'nocturne-kills-'));
const lake = join(scratch, 'lake');
const input = join(scratch, 'input.json');
const night = ['run', 'nightly', '--name', 'night', '--input', input, '--json'];

try {
  process.exitCode = (await verify()) ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10 });
}

async function verify(): Promise<boolean> {
  writeFileSync(
    input,
    JSON.stringify({
      'svr-leaderboard': { trials: 12, folds: 2 },
      'customer-segments': { kMax: 3, restarts: 2 },
    }),
  );
  nocturne(lake, 'import', '--samples', '--customers', '300');
  const calm = homeOf('calm');
  const output = outputOf(nocturne(calm, ...night));
  const events = eventsIn(calm);
  // The grammar need not be loaded by each engine that runs the same queries.
  cpSync(join(calm, 'athena/grammar'), join(lake, 'athena/grammar'), { recursive: true });
  const expected = await withRuntime(calm, (runtime) => tablesOf(runtime, runsOf(output)));
  console.log(`undisturbed: ${events} events, ${Object.keys(expected).length} tables and files`);
  let same = 0;
  for (let i = 1; i <= kills; i++) {
    const moment = {
      events: uniformInt(generator, 0, events - 1),
      delayMs: uniformInt(generator, 0, longestDelayMs),
    };
    const { did, found } = await killOnce(i, moment, expected).catch((error: unknown) => ({
      did: 'killed',
      found: (error as Error).message,
    }));
    console.log(`kill ${i}, ${moment.delayMs} ms after event ${moment.events}: ${did}; ${found}`);
    if (found === 'same tables') same++;
  }
  console.log(`${same} of ${kills} nights as undisturbed`);
  return same === kills;
}

async function killOnce(i: number, { events, delayMs }: Moment, expected: Record<string, string>) {
  const home = homeOf(`kill-${i}`);
  const run = spawnNocturne(home, ...night);
  await untilEvents(home, events, run);
  await sleep(delayMs);
  const survivors = await killTree(run);
  if (survivors.length > 0) return { did: 'killed', found: `processes ${survivors.join(', ')} lived on` };
  // Children are redriven by name in every other night; in all of them nightly starts new ones for open branches.
  const { did, problems } = await withRuntime(home, async (runtime) => {
    const { did, output, redriven } = await mendNight(runtime, home, night, i % 2 === 0);
    const problems = [
      ...differences(expected, await tablesOf(runtime, runsOf(output))),
      ...differences(expected, await tablesOf(runtime, redriven), Object.keys(redriven)),
    ];
    return { did, problems };
  });
  rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  return { did, found: problems.length === 0 ? 'same tables' : `differs in ${problems.join(', ')}` };
}

/** The run of each machine that nightly's output tells of. */
function runsOf({ machines }: NightOutput): Runs {
  return Object.fromEntries(machines.map(({ machine, runId }) => [machine, runId]));
}

function homeOf(name: string): string {
  const home = join(scratch, name);
  cpSync(lake, home, { recursive: true });
  return home;
}
