/**
 * Measures what `nocturne cost` reckons with, on this machine, and writes cli/cost/measured.json anew:
 * `npm run measure:cost`, about five minutes. Each machine runs locally at two sizes; then the events that its
 * functions got are invoked again one by one, so that each has a core to itself, and a line is fitted through the
 * fastest of three. Rows and bytes are those of the local lake. See docs/cost.md.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Lambda } from '@aws-sdk/client-lambda';
import { SFN } from '@aws-sdk/client-sfn';
import { build } from 'esbuild';
import { measure, median } from '../bench/process.mjs';
import { fit } from './least-squares.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'dist/nocturne.js');
const repeats = 3;
const sizes = [
  { customers: 5_000, campaigns: 1, trials: 20, folds: 2, restarts: 10 },
  { customers: 20_000, campaigns: 2, trials: 100, folds: 5, restarts: 20 },
];
/** Up to this distance pairs are counted in a run's own result. */
const widest = 0.5;
// The SDK would warn of Node 20's end.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const directory = await mkdtemp(join(tmpdir(), 'nocturne-cost-'));
const server = spawn(process.execPath, [command, '--home', join(directory, 'home'), '--json', 'up'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const measured = await measureEverything();
  const file = join(root, 'cli/cost/measured.json');
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
  const clients = createClients(endpoint);
  const featuresOf = await bundleFeatures();
  const samples = { seconds: new Map(), written: new Map() };
  const near = [];
  let rows;
  for (const size of sizes) {
    rows = await importTables(home, size);
    for (const run of runsAt(size)) {
      const output = await measureRun({ home, clients, featuresOf, samples, rows }, run);
      if (output.eps === widest) near.push(await countPairs(home, size.customers, nearPairs(output.run)));
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
    { machine: 'customer-segments', input: { restarts } },
    { machine: 'ratings-prep', input: { iterate: true, maxRounds: 1 } },
  ];
}

function createClients(endpoint) {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return { sfn: new SFN(config), lambda: new Lambda(config) };
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
      (SELECT COUNT(*) FROM bronze_campaign) AS campaign,
      (SELECT COUNT(*) FROM bronze_ratings) AS ratings,
      (SELECT COUNT(DISTINCT customer_id) FROM bronze_ratings) AS raters`,
  );
  const { patients, training: trainingRows, campaign, ratings, raters: ratingCustomers } = counts;
  return { patients, trainingRows, campaign, ratings, ratingCustomers, customers };
}

/** The campaign's customers several times over, under ids of their own. */
async function copiedCampaign(copies) {
  const [header, ...lines] = (await readFile(join(root, 'data/marketing_campaign.csv'), 'utf8'))
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
    add(samples.seconds, name, { features, value: await invokeAlone(clients.lambda, name, payload) });
  }
  console.error(`${machine} ${JSON.stringify(input)}: done`);
  return output;
}

async function runMachine(sfn, machine, input) {
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:nocturne-dev-${machine}`;
  const { executionArn } = await sfn.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  for (;;) {
    const { status, output, cause } = await sfn.describeExecution({ executionArn });
    if (status === 'SUCCEEDED') return { executionArn, output: JSON.parse(output) };
    if (status !== 'RUNNING') throw new Error(`${machine} ended as ${status}: ${cause}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
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

/** The functions' names and events of an execution and of the children of its Map. */
async function eventsOf(sfn, executionArn) {
  const { events } = await sfn.getExecutionHistory({ executionArn, maxResults: 1000 });
  const found = [];
  for (const { type, taskScheduledEventDetails: task, mapRunStartedEventDetails: map } of events) {
    if (type === 'TaskScheduled' && task.resourceType === 'lambda') {
      const { FunctionName, Payload } = JSON.parse(task.parameters);
      found.push({ name: FunctionName.replace(/^nocturne-dev-/, ''), payload: Payload });
    }
    if (type !== 'MapRunStarted') continue;
    const { executions } = await sfn.listExecutions({ mapRunArn: map.mapRunArn, maxResults: 1000 });
    for (const child of executions) found.push(...(await eventsOf(sfn, child.executionArn)));
  }
  return found;
}

/** The shortest duration in seconds, as the function's REPORT lines tell it: other work on the machine only adds. */
async function invokeAlone(lambda, name, payload) {
  // Under another run's name the champion is evaluated again, as it is every night.
  const event = name === 'promote-model' ? { ...payload, run: 'measured' } : payload;
  const request = { FunctionName: `nocturne-dev-${name}`, Payload: JSON.stringify(event), LogType: 'Tail' };
  const seconds = [];
  for (let i = 0; i < repeats; i++) {
    const { LogResult, FunctionError } = await lambda.invoke(request);
    const log = Buffer.from(LogResult, 'base64').toString();
    if (FunctionError) throw new Error(`${name} failed: ${log}`);
    seconds.push(Number(/\tDuration: ([\d.]+) ms/.exec(log)[1]) / 1000);
  }
  return Math.min(...seconds);
}

async function measuredFunctions(home, seconds) {
  const functions = {};
  for (const [name, found] of [...seconds].sort()) {
    const log = await readFile(join(home, 'logs/lambda', `nocturne-dev-${name}.log`), 'utf8');
    const numbers = (pattern) => [...log.matchAll(pattern)].map((match) => Number(match[1]));
    functions[name] = {
      initSeconds: median(numbers(/\tInit Duration: ([\d.]+) ms/g)) / 1000,
      seconds: fit(found),
      peakMemory: Math.max(...numbers(/\tMax Memory Used: (\d+) MB/g)),
    };
  }
  return functions;
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

/**
 * How many pairs of generated customers lie at each distance: most of the near ones belong to groups of constant size,
 * so their number grows with the customers, and the others' with their square.
 */
function fitPairs(counts) {
  return [...counts.at(-1).pairs.keys()].map((distance) => {
    const samples = counts.map(({ customers, pairs }) => ({
      features: { perCustomer: customers, perSquare: customers ** 2 },
      value: Math.max(1, pairs.get(distance) ?? 0),
    }));
    return { distance, ...fit(samples) };
  });
}

/** What a run has kept. */
function nearPairs(run) {
  return `SELECT distance, COUNT(*) AS pairs FROM silver_pairs WHERE run = '${run}' GROUP BY distance ORDER BY distance`;
}

/** The other distances take all pairs, so there are fewer customers. */
function farPairs() {
  return `SELECT distance, COUNT(*) AS pairs
  FROM (
    SELECT CAST(
      0.5 - 0.1 * LEAST(COALESCE(CARDINALITY(ARRAY_INTERSECT(a.product_ids, b.product_ids)), 0), 5)
      + IF(ABS(a.age - b.age) > 5 AND a.gender = b.gender, 0.25, 0.00)
      + IF(a.city = b.city, 0.00, 0.25) AS DECIMAL(3, 2)) AS distance
    FROM bronze_customers AS a
    JOIN bronze_customers AS b ON b.customer_id > a.customer_id
    WHERE a.product_ids IS NOT NULL
  ) AS d
  WHERE distance > ${widest}
  GROUP BY distance
  ORDER BY distance`;
}

async function countFarPairs(home) {
  const counts = [];
  for (const customers of [1_500, 4_500]) {
    await nocturne(home, 'import', '--samples', '--customers', String(customers));
    counts.push(await countPairs(home, customers, farPairs()));
  }
  return counts;
}

async function countPairs(home, customers, statement) {
  const counts = await sql(home, statement);
  return { customers, pairs: new Map(counts.map(({ distance, pairs }) => [distance, pairs])) };
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

function nocturne(home, ...args) {
  return measure(process.execPath, [command, '--home', home, ...args]);
}

async function sql(home, statement) {
  return JSON.parse((await nocturne(home, 'sql', statement, '--json')).stdout);
}

async function bytesBelow(path) {
  const names = await readdir(path, { recursive: true });
  const stats = await Promise.all(names.map((name) => stat(join(path, name))));
  return stats.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

function add(lists, key, value) {
  lists.set(key, [...(lists.get(key) ?? []), value]);
}

/** Three digits are more than the measurements are worth; counts stay whole. */
function rounded(_, value) {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value;
}
