import { join } from 'node:path';
import type { Context } from '../context.ts';
import { requireLocal, requireOwnPackage } from '../context.ts';
import { importMissing } from '../demo/import-missing.ts';
import { showStages, stagesOf } from '../demo/stages.ts';
import type { Stage } from '../demo/stages.ts';
import type { ExitStatus } from '../failure.ts';
import type { Ended } from '../follow/follow-execution.ts';
import { newRunName, runMachine } from '../follow/run-machine.ts';
import { explainOutcome } from '../outcome/explain.ts';
import { exitStatus, summarize } from '../outcome/summarize.ts';
import { packagedJobs } from '../jobs/jobs.ts';
import { pipelines } from '../pipelines/index.ts';
import { nightWithTrials } from '../pipelines/night.ts';
import { fetchReports, showReport } from '../pipelines/reports.ts';
import type { Report } from '../pipelines/reports.ts';
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
  /** Of the machines that succeeded. */
  results: Report[];
}

/** `nocturne demo`, which `npm start` runs */
export const addDemo: AddCommand = (program, perform) => {
  program
    .command('demo')
    .summary('everything at once: import the samples where a table is empty, run the night, show the results')
    .description(
      'Packages what has changed, imports the samples where a table is empty, runs nightly and shows its results.',
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
  requireOwnPackage(context, 'demo');
  const began = Date.now();
  const work = async (session: Session): Promise<ExitStatus> => {
    const started = { name: 'package and start', milliseconds: Date.now() - began };
    const imported = await importSamples(context, session, options);
    const night = await runNight(context, session, options);
    night.stages.unshift(started, imported);
    await (context.output.json ? printValue(context, night) : print(context, night));
    return exitStatus(night.ended[0]!.description);
  };
  return withSession(context, work, { runs: true });
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
  const input = JSON.stringify(
    trials === undefined ? {} : nightWithTrials({}, trials, packagedJobs(context.package)),
  );
  const ended = await runMachine(context, session, { machine: 'nightly', input, name: newRunName() });
  return {
    ended,
    outcome: await explainOutcome(session, ended),
    stages: stagesOf(ended),
    results: await fetchReports(session, ended),
  };
}

async function printValue({ output }: Context, { ended, outcome, stages, results }: Night): Promise<void> {
  outcome.forEach((line) => output.note(line));
  const contents = pipelines.map(({ name }) => [
    name,
    results.find(({ pipeline, job }) => pipeline.name === name && job === pipeline.machine)?.published
      .content ?? null,
  ]);
  await output.value({ ...summarize(ended[0]!.description), ...Object.fromEntries(contents), stages });
}

async function print({ output, home }: Context, { ended, outcome, stages, results }: Night): Promise<void> {
  const sections = [
    ...results.map(showReport),
    showStages(stages),
    outcome,
    showPlaces(home, results),
    showNext(ended[0]!.description.name!),
  ];
  await output.result(`\n${sections.map((section) => section.join('\n')).join('\n\n')}\n`);
}

function showPlaces(home: string, results: Report[]): string[] {
  const files = results.map(({ published }) => published.location);
  return [
    `Everything lies in ${home}: objects in s3/, the history of each execution in states/.`,
    ...files.map(({ bucket, key }) => `  ${join(home, 's3', bucket, key)}`),
  ];
}

function showNext(night: string): string[] {
  return [
    'Try next:',
    `  npx nocturne history ${night}`,
    '  npx nocturne sql "SELECT run, rank, trial_id, r2_cv, r2_test FROM gold_leaderboard WHERE rank <= 3 ORDER BY run, rank"',
    '  npx nocturne table add <your file>.csv',
    '  npx nocturne run customer-clusters',
    '  npx nocturne up',
    '  npx nocturne --help',
  ];
}
