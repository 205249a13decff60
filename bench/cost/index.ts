/**
 * Measures what `nocturne cost` reckons with, on this machine, and writes kernels/cost/measured.json anew:
 * `npm run measure:cost`, some minutes, on Linux. Each machine runs locally at two sizes; then the events that its
 * functions got are invoked again one by one, and a line is fitted through the fewest seconds of CPU that each took.
 * Rows and bytes are those of the local lake. See docs/cost.md.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { featuresOf } from '../../cli/cost/features.ts';
import { projectRoot } from '../../cli/paths.ts';
import type { Measured } from '../../kernels/cost/measured.ts';
import type { Volume } from '../../kernels/cost/volume.ts';
import { bytesBelow, command, nocturne, sql } from './command.ts';
import { createClients, eventsOf, invokeAlone, measuredFunctions, runMachine } from './functions.ts';
import { fit } from './least-squares.ts';
import type { Features, Sample } from './least-squares.ts';
import { countFarPairs, countNearPairs, fitPairs, widest } from './pairs.ts';
import type { PairCounts } from './pairs.ts';

/** How much is given to the machines. */
interface Size {
  customers: number;
  campaigns: number;
  trials: number;
  folds: number;
  restarts: number;
}

/** Rows of the tables that a run reads. */
type Rows = Pick<
  Volume,
  'patients' | 'trainingRows' | 'targetRange' | 'campaign' | 'ratings' | 'customers'
> & {
  ratingCustomers: number;
};

interface Samples {
  seconds: Map<string, Sample[]>;
  written: Map<string, Sample[]>;
}

const sizes: [Size, Size] = [
  { customers: 5_000, campaigns: 1, trials: 20, folds: 2, restarts: 5 },
  { customers: 20_000, campaigns: 2, trials: 100, folds: 5, restarts: 10 },
];

const directory = await mkdtemp(join(tmpdir(), 'nocturne-cost-'));
const server = spawn(process.execPath, [command, '--home', join(directory, 'home'), '--json', 'up'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const measured = await measureEverything();
  const file = join(projectRoot, 'kernels/cost/measured.json');
  await writeFile(file, `${JSON.stringify(measured, rounded, 2)}\n`);
  console.log(`Wrote ${file}.`);
} finally {
  server.kill();
  if (server.exitCode === null) await once(server, 'close');
  await rm(directory, { recursive: true, force: true });
}

async function measureEverything(): Promise<Measured> {
  const home = join(directory, 'home');
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const { endpoint } = JSON.parse(line.toString()) as { endpoint: string };
  const clients = createClients(endpoint);
  const samples: Samples = { seconds: new Map(), written: new Map() };
  const near: PairCounts[] = [];
  let rows: Rows | undefined;
  for (const size of sizes) {
    rows = await importTables(home, size);
    for (const run of runsAt(size)) {
      const output = await measureRun({ home, clients, samples, rows }, run);
      if (output.eps === widest) near.push(await countNearPairs(home, size.customers, output.run));
    }
  }
  const bytesPerRow = await measureTables(home, { ...rows!, trials: sizes[1].trials });
  const pairs = [...fitPairs(near), ...fitPairs(await countFarPairs(home))];
  server.kill();
  await once(server, 'close');
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]!.model.trim()}, ${availableParallelism()} cores, ${type()}, Node ${process.version}`,
    samples: samplesOf(rows!),
    functions: await measuredFunctions(home, samples.seconds),
    bytesPerRow,
    bytesWritten: Object.fromEntries([...samples.written].map(([machine, found]) => [machine, fit(found)])),
    pairs,
    peakMemory: await measureMemory(join(directory, 'memory')),
  };
}

/** As shipped: the campaign was copied for the larger size. */
function samplesOf({ customers: _, ...rows }: Rows): Measured['samples'] {
  return { ...rows, campaign: rows.campaign / sizes[1].campaigns };
}

interface Run {
  machine: string;
  input: Record<string, unknown>;
}

function runsAt({ trials, folds, restarts }: Size): Run[] {
  return [
    { machine: 'svr-leaderboard', input: { trials, folds } },
    { machine: 'customer-clusters', input: { eps: 0.1 } },
    { machine: 'customer-clusters', input: { eps: widest } },
    { machine: 'customer-clusters', input: { algorithm: 'OPTICS' } },
    { machine: 'customer-segments', input: { restarts } },
    { machine: 'ratings-prep', input: { iterate: true, maxRounds: 1 } },
    { machine: 'table-profile', input: {} },
  ];
}

/** Fills the bronze tables and counts what a run depends on. */
async function importTables(home: string, { customers, campaigns }: Size): Promise<Rows> {
  await nocturne(home, 'import', '--samples', '--customers', String(customers));
  if (campaigns > 1) await nocturne(home, 'import', 'bronze_campaign', await copiedCampaign(campaigns));
  const [counts] = await sql<
    Record<'patients' | 'training' | 'targets' | 'campaign' | 'ratings' | 'raters', number>
  >(
    home,
    `SELECT (SELECT COUNT(*) FROM bronze_patients) AS patients,
      (SELECT COUNT(*) FROM bronze_patients WHERE is_train) AS training,
      (SELECT MAX(y_true) - MIN(y_true) FROM bronze_patients WHERE is_train) AS targets,
      (SELECT COUNT(*) FROM bronze_campaign) AS campaign,
      (SELECT COUNT(*) FROM bronze_ratings) AS ratings,
      (SELECT COUNT(DISTINCT customer_id) FROM bronze_ratings) AS raters`,
  );
  const { patients, training: trainingRows, targets: targetRange, campaign, ratings, raters } = counts!;
  return { patients, trainingRows, targetRange, campaign, ratings, ratingCustomers: raters, customers };
}

/** The campaign's customers several times over, under ids of their own. */
async function copiedCampaign(copies: number): Promise<string> {
  const [header, ...lines] = (
    await readFile(join(projectRoot, 'lake/samples/marketing_campaign.csv'), 'utf8')
  )
    .trimEnd()
    .split('\n');
  const copy = (_: unknown, i: number) =>
    lines.map((line) => line.replace(/^\d+/, (id) => String(Number(id) + i * 1_000_000)));
  const file = join(directory, 'campaign.tsv');
  await writeFile(file, `${[header, ...Array.from({ length: copies }, copy).flat()].join('\n')}\n`);
  return file;
}

interface Measuring {
  home: string;
  clients: ReturnType<typeof createClients>;
  samples: Samples;
  rows: Rows;
}

/** Runs a machine, then each of its functions' events again, alone. */
async function measureRun({ home, clients, samples, rows }: Measuring, { machine, input }: Run) {
  const before = await bytesBelow(join(home, 's3'));
  const { executionArn, output } = await runMachine(clients.sfn, machine, input);
  const written = (await bytesBelow(join(home, 's3'))) - before;
  const volume: Volume = { ...rows, trials: output.trials!, pairs: output.pairs! };
  add(samples.written, machine, { features: driversOf(machine, volume), value: written });
  for (const { name, payload } of await eventsOf(clients.sfn, executionArn)) {
    const features = featuresOf(name, payload, volume);
    add(samples.seconds, name, {
      features,
      value: await invokeAlone(clients.lambda, server.pid!, name, payload),
    });
  }
  console.error(`${machine} ${JSON.stringify(input)}: done`);
  return output;
}

/** What the bytes that a run leaves behind grow with. */
function driversOf(
  machine: string,
  { trials, patients, customers, pairs, campaign, ratings }: Volume,
): Features {
  const drivers: Record<string, Features> = {
    'svr-leaderboard': { trials, patients },
    'customer-clusters': { customers, pairs },
    'customer-segments': { campaign },
    'ratings-prep': { ratings },
    // A row for each column and for each two: next to nothing.
    'table-profile': {},
  };
  return drivers[machine]!;
}

/** Bytes per row of the tables that queries read; of silver ones in the largest run's partition. */
async function measureTables(home: string, rows: Rows & { trials: number }) {
  const [bucket] = await readdir(join(home, 's3'));
  const lake = join(home, 's3', bucket!);
  const bytesPerRow: Record<string, number> = {};
  for (const table of ['patients', 'customers', 'campaign', 'ratings'] as const) {
    bytesPerRow[`bronze_${table}`] = (await bytesBelow(join(lake, 'bronze', table))) / rows[table];
  }
  for (const [table, of] of Object.entries({
    rows: 'patients',
    hyperparams: 'trials',
    predictions: 'trials',
    ratings: 'ratings',
  } as const)) {
    const runs = await readdir(join(lake, 'silver', table));
    const bytes = await Promise.all(runs.map((run) => bytesBelow(join(lake, 'silver', table, run))));
    bytesPerRow[`silver_${table}`] = Math.max(...bytes) / rows[of];
  }
  return bytesPerRow;
}

/** The most memory of the command with all its processes, for each machine on the samples. */
async function measureMemory(home: string) {
  await nocturne(home, 'import', '--samples');
  const peakMemory: Record<string, number> = {};
  for (const machine of [
    'nightly',
    'svr-leaderboard',
    'customer-clusters',
    'customer-segments',
    'ratings-prep',
  ]) {
    peakMemory[machine] = (await nocturne(home, 'run', machine)).peakMemory!;
  }
  return peakMemory;
}

function add(lists: Map<string, Sample[]>, key: string, value: Sample): void {
  lists.set(key, [...(lists.get(key) ?? []), value]);
}

/** Three digits are more than the measurements are worth; counts stay whole. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value;
}
