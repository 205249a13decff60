import type { Json } from 'template-runtime/asl';
import type { Context } from '../context.ts';
import { requireLocal, requireOwnPackage } from '../context.ts';
import type { Estimate } from '../cost/estimate.ts';
import type { ExitStatus } from '../failure.ts';
import { CommandFailure } from '../failure.ts';
import { ensurePackaged } from '../package.ts';
import { packagedJobs } from '../jobs/jobs.ts';
import type { Job } from '../jobs/jobs.ts';
import { withJob } from '../jobs/target.ts';
import { packageDirectory } from '../paths.ts';
import { isObject, nightWithTrials } from '../pipelines/night.ts';
import type { AddCommand } from './perform.ts';
import { readInput } from './read-input.ts';
import { wholeNumber } from './whole-number.ts';

interface CostOptions {
  input?: string;
  customers?: number;
  trials?: number;
}

const tablesOfCustomers = ['bronze_customers', 'bronze_campaign', 'bronze_ratings'];

/** `nocturne cost <machine>` */
export const addCost: AddCommand = (program, perform) => {
  program
    .command('cost')
    .summary('estimate what a machine or a job costs on AWS')
    .description(
      'Estimates what one run of a machine and a month of nights cost on AWS, shows how, and compares with a server left on. ' +
        'It rehearses the packaged machine with the input; nothing is started, here or on AWS.',
    )
    .argument('<machine>', 'name of the machine, or of a job')
    .option('--input <json>', 'the input: a JSON file, - for standard input, or JSON itself (default: {})')
    .option(
      '--customers <count>',
      'how many customers the tables hold (default: the samples)',
      wholeNumber(1, 1e9),
    )
    .option('--trials <count>', "how many trials (default: the input's)", wholeNumber(1, 1e6))
    .action((machine: string, options: CostOptions) => perform((context) => cost(context, machine, options)));
};

async function cost(context: Context, name: string, options: CostOptions): Promise<ExitStatus> {
  requireLocal(context, 'cost');
  requireOwnPackage(context, 'cost');
  const given = await readInput(options.input);
  await ensurePackaged(context);
  const jobs = packagedJobs(packageDirectory);
  const job = jobs.find((each) => each.name === name);
  const machine = job?.machine ?? name;
  const own = JSON.parse(job ? withJob(given, name) : given) as Json;
  const input = withTrials(machine, own, jobs, options.trials);
  // Only here, so that the other subcommands start without the interpreter.
  const { estimateCost } = await import('../cost/estimate.ts');
  const { showEstimate } = await import('../cost/show.ts');
  const { readPackagedStack } = await import('../cost/stage.ts');
  const { volumeOf } = await import('../cost/volume.ts');
  const volume = volumeOf(options.customers);
  const estimate = await estimateCost(readPackagedStack(packageDirectory), machine, input, volume);
  if (options.customers !== undefined) requireCustomers(estimate);
  const { output } = context;
  await (output.json ? output.value(estimate) : output.result(`${showEstimate(estimate).join('\n')}\n`));
  return 0;
}

function requireCustomers({ machine, queries }: Estimate): void {
  if (queries.some(({ tables }) => Object.keys(tables).some((table) => tablesOfCustomers.includes(table))))
    return;
  throw new CommandFailure(
    'NoCustomers',
    `This run of ${machine} reads no table of customers, so --customers has no meaning for it. Leave --customers out.`,
  );
}

/** The trials in their place of the input; whether they belong there the machine says. */
function withTrials(machine: string, input: Json, jobs: Job[], trials: number | undefined): Json {
  if (trials === undefined || !isObject(input)) return input;
  return machine === 'nightly' ? nightWithTrials(input, trials, jobs) : { ...input, trials };
}
