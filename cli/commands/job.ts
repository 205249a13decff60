import type { Command } from 'commander';
import { requireLocal, requireOwnPackage } from '../context.ts';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { formatTable } from '../format/table.ts';
import { listJobs, packagedJobs } from '../jobs/jobs.ts';
import type { Job } from '../jobs/jobs.ts';
import { findJob, showJob } from '../jobs/show.ts';
import { newJob } from '../jobs/new-job.ts';
import type { NewJob } from '../jobs/new-job.ts';
import { ensurePackaged } from '../package.ts';
import { withSession } from '../session.ts';
import type { AddCommand, Perform } from './perform.ts';

/** `nocturne job new`, `job list`, `job show` */
export const addJob: AddCommand = (program, perform) => {
  const job = program.command('job').summary('write, list and show jobs: a machine with an input and a name');
  addNew(job, perform);
  job
    .command('list')
    .summary('list the jobs, and which of them the night runs')
    .action(() => perform(list));
  job
    .command('show')
    .summary('show what a job gives its machine, and where its results lie')
    .argument('<job>', 'name of the job')
    .action((name: string) => perform((context) => show(context, name)));
};

function addNew(job: Command, perform: Perform): void {
  job
    .command('new')
    .summary('write jobs/<name>.json, checked')
    .description(
      'Writes jobs/<name>.json, once its machine takes it. Any field of the machine is an option: ' +
        'job new short --machine svr-leaderboard --trials 20 --strategy halton. A value is text, a number or JSON, ' +
        'a list of texts also words with commas between them.',
    )
    .usage('[options] <name> [--<field> <value>]...')
    .argument('<name>', 'small letters, digits and hyphens')
    .argument('[fields...]')
    .requiredOption('--machine <name>', 'the machine that runs')
    .option('--description <text>', 'what the job is for')
    .option('--tag <text>', "what its runs' names in a night bear (default: the name's beginning)")
    .option('--no-night', 'leave it out of the night')
    .allowUnknownOption()
    .action((name: string, fields: string[], options: Omit<NewJob, 'name' | 'fields'>) =>
      perform(async (context) => {
        requireLocal(context, 'job new');
        requireOwnPackage(context, 'job new');
        const file = await newJob(context, { name, fields, ...options });
        const { output } = context;
        await (output.json
          ? output.value({ job: name, file })
          : output.result(`Wrote ${file}. Run it: npx nocturne run ${name}\n`));
        return 0;
      }),
    );
}

/** The jobs of the stage, or of the package, which is made again where its sources have changed. */
async function jobsOf(context: Context): Promise<Job[]> {
  if (context.stage !== undefined) return withSession(context, listJobs);
  await ensurePackaged(context);
  return packagedJobs(context.package);
}

async function list(context: Context): Promise<ExitStatus> {
  const jobs = await jobsOf(context);
  const { output } = context;
  if (output.json) {
    await output.value(jobs);
    return 0;
  }
  const columns = ['job', 'machine', 'night', 'input'].map((title) => ({ title, numeric: false }));
  const rows = jobs.map(({ name, machine, night, input }) => [
    name,
    machine,
    night ? 'yes' : 'no',
    JSON.stringify(input),
  ]);
  await output.result(`${formatTable(columns, rows).join('\n')}\n`);
  return 0;
}

async function show(context: Context, name: string): Promise<ExitStatus> {
  const job = findJob(await jobsOf(context), name);
  const { output } = context;
  await (output.json ? output.value(job) : output.result(`${showJob(job).join('\n')}\n`));
  return 0;
}
