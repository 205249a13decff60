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
import { build } from 'esbuild';
import { bytesBelow, command, nocturne, root, sql } from './command.mjs';
import { createClients, eventsOf, invokeAlone, measuredFunctions, runMachine } from './functions.mjs';
import { fit } from './least-squares.mjs';
import { countFarPairs, countNearPairs, fitPairs, widest } from './pairs.mjs';

const sizes = [
  { customers: 5_000, campaigns: 1, trials: 20, folds: 2, restarts: 5 },
  { customers: 20_000, campaigns: 2, trials: 100, folds: 5, restarts: 10 },
];
// The SDK would warn of Node 20's end.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const directory = await mkdtemp(join(tmpdir(), 'nocturne-cost-'));
const server = spawn(process.execPath, [command, '--home', join(directory, 'home'), '--json', 'up'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const measured = await measureEverything();
  const file = join(root, 'kernels/cost/measured.json');
  await writeFile(file, `${JSON.stringify(measured, rounded, 2)}\n`);
  console.log(`Wrote ${file}.`);
} finally {
  server.kill();
  if (server.exitCode === null) await once(server, 'close');
  await rm(directory, { recursive: true, force: true });
}

async function measureEverything() {
  const home = join(directory, 'home');
  const { endpoint } = JSON.parse(String((await once(server.stdout, 'data'))[0]));
  const clients = createClients({ endpoint });
  const featuresOf = await bundleFeatures();
  const samples = { seconds: new Map(), written: new Map() };
  const near = [];
  let rows;
  for (const size of sizes) {
    rows = await importTables(home, size);
    for (const run of runsAt(size)) {
      const output = await measureRun({ home, clients, featuresOf, samples, rows }, run);
      if (output.eps === widest) near.push(await countNearPairs(home, size.customers, output.run));
    }
  }
  const bytesPerRow = await measureTables(home, { ...rows, trials: sizes.at(-1).trials });
  const pairs = [...fitPairs(near), ...fitPairs(await countFarPairs(home))];
  server.kill();
  await once(server, 'close');
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0].model.trim()}, ${availableParallelism()} cores, ${type()}, Node ${process.version}`,
    samples: {
      ...rows,
      campaign: rows.campaign / sizes.at(-1).campaigns,
      customers: undefined,
      trials: undefined,
    },
    functions: await measuredFunctions(home, samples.seconds),
    bytesPerRow,
    bytesWritten: Object.fromEntries([...samples.written].map(([machine, found]) => [machine, fit(found)])),
    pairs,
    peakMemory: await measureMemory(join(directory, 'memory')),
  };
}

function runsAt({ trials, folds, restarts }) {
  return [
    { machine: 'svr-leaderboard', input: { trials, folds } },
    { machine: 'customer-clusters', input: { eps: 0.1 } },
    { machine: 'customer-clusters', input: { eps: widest } },
    { machine: 'customer-clusters', input: { algorithm: 'OPTICS' } },
    { machine: 'customer-segments', input: { restarts } },
    { machine: 'ratings-prep', input: { iterate: true, maxRounds: 1 } },
  ];
}

async function bundleFeatures() {
  const outfile = join(directory, 'features.mjs');
  await build({
    entryPoints: [join(root, 'cli/cost/features.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  return (await import(outfile)).featuresOf;
}

/** Fills the bronze tables and counts what a run depends on. */
async function importTables(home, { customers, campaigns }) {
  await nocturne(home, 'import', '--samples', '--customers', String(customers));
  if (campaigns > 1) await nocturne(home, 'import', 'bronze_campaign', await copiedCampaign(campaigns));
  const [counts] = await sql(
    home,
    `SELECT (SELECT COUNT(*) FROM bronze_patients) AS patients,
      (SELECT COUNT(*) FROM bronze_patients WHERE is_train) AS training,
      (SELECT MAX(y_true) - MIN(y_true) FROM bronze_patients WHERE is_train) AS targets,
      (SELECT COUNT(*) FROM bronze_campaign) AS campaign,
      (SELECT COUNT(*) FROM bronze_ratings) AS ratings,
      (SELECT COUNT(DISTINCT customer_id) FROM bronze_ratings) AS raters`,
  );
  const { patients, training: trainingRows, targets: targetRange, campaign, ratings, raters } = counts;
  return { patients, trainingRows, targetRange, campaign, ratings, ratingCustomers: raters, customers };
}

/** The campaign's customers several times over, under ids of their own. */
async function copiedCampaign(copies) {
  const [header, ...lines] = (await readFile(join(root, 'lake/samples/marketing_campaign.csv'), 'utf8'))
    .trimEnd()
    .split('\n');
  const copy = (_, i) =>
    lines.map((line) => line.replace(/^\d+/, (id) => String(Number(id) + i * 1_000_000)));
  const file = join(directory, 'campaign.tsv');
  await writeFile(file, `${[header, ...Array.from({ length: copies }, copy).flat()].join('\n')}\n`);
  return file;
}

/** Runs a machine, then each of its functions' events again, alone. */
async function measureRun({ home, clients, featuresOf, samples, rows }, { machine, input }) {
  const before = await bytesBelow(join(home, 's3'));
  const { executionArn, output } = await runMachine(clients.sfn, machine, input);
  const written = (await bytesBelow(join(home, 's3'))) - before;
  const volume = { ...rows, trials: output.trials, pairs: output.pairs };
  add(samples.written, machine, { features: driversOf(machine, volume), value: written });
  for (const { name, payload } of await eventsOf(clients.sfn, executionArn)) {
    const features = featuresOf(name, payload, volume);
    add(samples.seconds, name, {
      features,
      value: await invokeAlone(clients.lambda, server.pid, name, payload),
    });
  }
  console.error(`${machine} ${JSON.stringify(input)}: done`);
  return output;
}

/** What the bytes that a run leaves behind grow with. */
function driversOf(machine, { trials, customers, pairs, campaign, ratings }) {
  return {
    'svr-leaderboard': { trials },
    'customer-clusters': { customers, pairs },
    'customer-segments': { campaign },
    'ratings-prep': { ratings },
  }[machine];
}

/** Bytes per row of the tables that queries read; of silver ones in the largest run's partition. */
async function measureTables(home, rows) {
  const [bucket] = await readdir(join(home, 's3'));
  const lake = join(home, 's3', bucket);
  const bytesPerRow = {};
  for (const table of ['patients', 'customers', 'campaign', 'ratings']) {
    bytesPerRow[`bronze_${table}`] = (await bytesBelow(join(lake, 'bronze', table))) / rows[table];
  }
  for (const [table, of] of Object.entries({
    hyperparams: 'trials',
    predictions: 'trials',
    ratings: 'ratings',
  })) {
    const runs = await readdir(join(lake, 'silver', table));
    const bytes = await Promise.all(runs.map((run) => bytesBelow(join(lake, 'silver', table, run))));
    bytesPerRow[`silver_${table}`] = Math.max(...bytes) / rows[of];
  }
  return bytesPerRow;
}

/** The most memory of the command with all its processes, for each machine on the samples. */
async function measureMemory(home) {
  await nocturne(home, 'import', '--samples');
  const peakMemory = {};
  for (const machine of [
    'nightly',
    'svr-leaderboard',
    'customer-clusters',
    'customer-segments',
    'ratings-prep',
  ]) {
    peakMemory[machine] = (await nocturne(home, 'run', machine)).peakMemory;
  }
  return peakMemory;
}

function add(lists, key, value) {
  lists.set(key, [...(lists.get(key) ?? []), value]);
}

/** Three digits are more than the measurements are worth; counts stay whole. */
function rounded(_, value) {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value;
}
