import type { Context } from '../context.ts';
import { requireLocal } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { newRunName, runMachine } from '../follow/run-machine.ts';
import { reportOutcome } from '../outcome/report.ts';
import { jobsIn } from '../jobs/jobs.ts';
import { packagedDefinitions } from '../names.ts';
import { packageDirectory } from '../paths.ts';
import { withSession } from '../session.ts';
import type { Session } from '../session.ts';
import type { AddCommand } from './perform.ts';
import { readInput } from './read-input.ts';

interface RunOptions {
  input?: string;
  name?: string;
  faults?: string;
}

/** `nocturne run <machine>` */
export const addRun: AddCommand = (program, perform) => {
  program
    .command('run')
    .summary('start a machine or a job, follow it live, print the outcome')
    .description(
      'Starts an execution of a machine, or of a job on its machine, follows it live and prints the outcome with its report, or with --json the output. ' +
        'Exits with 0 when it succeeded, 1 when the input or name was refused, 2 when it failed otherwise.',
    )
    .argument('<machine>', 'name of the machine, or of a job of jobs/')
    .addHelpText('after', () => `\n${namesIn(program.opts<{ package?: string }>().package)}`)
    .option('--input <json>', 'the input: a JSON file, - for standard input, or JSON itself (default: {})')
    .option('--name <run>', 'run id: up to 80 of A-Z a-z 0-9 _ - (default: made of the time)')
    .option('--faults <file>', 'JSON file with faults to inject (local/docs/faults.md)')
    .action((machine: string, options: RunOptions) => perform((context) => run(context, machine, options)));
};

/** The machines and jobs of a package, or how to make the package. */
function namesIn(given: string | undefined): string {
  try {
    const definitions = packagedDefinitions(given ?? packageDirectory);
    const jobs = jobsIn(definitions).filter(({ name }) => !definitions.has(name));
    return [
      `Machines: ${[...definitions.keys()].join(', ')}`,
      ...(jobs.length > 0 ? [`Jobs: ${jobs.map(({ name }) => name).join(', ')}`] : []),
    ].join('\n');
  } catch {
    return 'Machines: those of serverless.yml, once it is packaged: npm run package';
  }
}

async function run(context: Context, machine: string, options: RunOptions): Promise<ExitStatus> {
  const { faults, name = newRunName() } = options;
  if (faults !== undefined) requireLocal(context, '--faults');
  const input = await readInput(options.input);
  const follow = async (session: Session) => {
    const ended = await runMachine(context, session, { machine, input, name });
    return reportOutcome(context, session, ended);
  };
  return withSession<ExitStatus>(context, follow, { faults, runs: true });
}
