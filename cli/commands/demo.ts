import { join } from 'node:path';
import type { Context } from '../context.ts';
import { requireLocal } from '../context.ts';
import { importMissing } from '../demo/import-missing.ts';
import type { ClusterSummary, Leaderboard, Published } from '../demo/results.ts';
import { fetchPublished } from '../demo/results.ts';
import { showClusters, showLeaderboard, showStages } from '../demo/show.ts';
import type { Stage } from '../demo/stages.ts';
import { stagesOf } from '../demo/stages.ts';
import type { ExitStatus } from '../failure.ts';
import type { Ended } from '../follow/follow-execution.ts';
import { newRunName, runMachine } from '../follow/run-machine.ts';
import { explainOutcome } from '../outcome/explain.ts';
import { exitStatus, summarize } from '../outcome/summarize.ts';
import { defaultSamples } from '../samples/sources.ts';
import type { Session } from '../session.ts';
import { withSession } from '../session.ts';
import type { AddCommand } from './perform.ts';
import { wholeNumber } from './whole-number.ts';

interface DemoOptions {
  customers?: number;
  trials?: number;
}

interface Night {
  ended: Ended[];
  outcome: string[];
  stages: Stage[];
  leaderboard: Published<Leaderboard> | undefined;
  clusters: Published<ClusterSummary> | undefined;
}

/** `nocturne demo`, which `npm start` runs */
export const addDemo: AddCommand = (program, perform) => {
  program
    .command('demo')
    .summary('everything at once: import the samples if need be, run the night, show the results')
    .description(
      'Packages if need be, imports the samples where a table is empty, runs nightly and shows its results.',
    )
    .option(
      '--customers <count>',
      `how many customers to generate where there are none (default: ${defaultSamples.customers})`,
      wholeNumber(1, 5_000_000),
    )
    .option('--trials <count>', "how many trials (default: the machine's)", wholeNumber(1, 1_000_000))
    .action((options: DemoOptions) => perform((context) => demo(context, options)));
};

async function demo(context: Context, options: DemoOptions): Promise<ExitStatus> {
  requireLocal(context, 'demo');
  const began = Date.now();
  return withSession<ExitStatus>(context, async (session) => {
    const started = { name: 'package and start', milliseconds: Date.now() - began };
    const imported = await importSamples(context, session, options);
    const night = await runNight(context, session, options);
    night.stages.unshift(started, imported);
    await (context.output.json ? printValue(context, night) : print(context, night));
    return exitStatus(night.ended[0]!.description);
  });
}

async function importSamples(context: Context, session: Session, { customers }: DemoOptions): Promise<Stage> {
  const began = Date.now();
  const imported = await importMissing(context, session, {
    ...defaultSamples,
    customers: customers ?? defaultSamples.customers,
  });
  for (const { table, rows } of imported) context.output.note(`Imported ${rows} sample rows into ${table}.`);
  return { name: 'import samples', milliseconds: Date.now() - began };
}

async function runNight(context: Context, session: Session, { trials }: DemoOptions): Promise<Night> {
  const input = JSON.stringify(trials === undefined ? {} : { 'svr-leaderboard': { trials } });
  const ended = await runMachine(context, session, { machine: 'nightly', input, name: newRunName() });
  return {
    ended,
    outcome: await explainOutcome(session, ended),
    stages: stagesOf(ended),
    leaderboard: await fetchPublished<Leaderboard>(session, ended, 'svr-leaderboard'),
    clusters: await fetchPublished<ClusterSummary>(session, ended, 'customer-clusters'),
  };
}

async function printValue(
  { output }: Context,
  { ended, outcome, stages, leaderboard, clusters }: Night,
): Promise<void> {
  outcome.forEach((line) => output.note(line));
  const results = { leaderboard: leaderboard?.content ?? null, clusters: clusters?.content ?? null };
  await output.value({ ...summarize(ended[0]!.description), ...results, stages });
}

async function print(
  { output, home }: Context,
  { outcome, stages, leaderboard, clusters }: Night,
): Promise<void> {
  const sections = [
    leaderboard && showLeaderboard(leaderboard.content),
    clusters && showClusters(clusters.content),
    showStages(stages),
    outcome,
    showPlaces(home, leaderboard, clusters),
    leaderboard && showNext(leaderboard.content.run),
  ];
  const shown = sections.filter((section) => section !== undefined).map((section) => section.join('\n'));
  await output.result(`\n${shown.join('\n\n')}\n`);
}

function showPlaces(home: string, ...published: (Published<unknown> | undefined)[]): string[] {
  const files = published.flatMap((one) => (one ? [one.location] : []));
  return [
    `Everything lies in ${home}: objects in s3/, the history of each execution in states/.`,
    ...files.map(({ bucket, key }) => `  ${join(home, 's3', bucket, key)}`),
  ];
}

function showNext(run: string): string[] {
  return [
    'Try next:',
    `  npx nocturne sql "SELECT rank, trial_id, r2_cv, r2_test FROM gold_leaderboard WHERE run = ? ORDER BY rank" --param ${run}`,
    '  npx nocturne import bronze_customers <your file>.jsonl.gz',
    '  npx nocturne run customer-clusters',
    '  npx nocturne up',
    '  npx nocturne --help',
  ];
}
