import type { Context } from '../context.ts';
import { requireLocal } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { newRunName, runMachine } from '../follow/run-machine.ts';
import { reportOutcome } from '../outcome/report.ts';
import { packagedMachines } from '../names.ts';
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
    .summary('start a machine, follow it live, print the outcome')
    .description(
      'Starts an execution of a machine, follows it live and prints the outcome with its report, or with --json the output. ' +
        'Exits with 0 when it succeeded, 1 when the input or name was refused, 2 when it failed otherwise.',
    )
    .argument('<machine>', 'name of the machine')
    .addHelpText('after', () => `\nMachines: ${machinesOf(program.opts<{ package?: string }>().package)}`)
    .option('--input <json>', 'the input: a JSON file, - for standard input, or JSON itself (default: {})')
    .option('--name <run>', 'run id: up to 80 of A-Z a-z 0-9 _ - (default: made of the time)')
    .option('--faults <file>', 'JSON file with faults to inject (local/docs/faults.md)')
    .action((machine: string, options: RunOptions) => perform((context) => run(context, machine, options)));
};

/** The machines of a package, or how to make the package. */
function machinesOf(given: string | undefined): string {
  try {
    return packagedMachines(given ?? packageDirectory).join(', ');
  } catch {
    return 'those of serverless.yml, once it is packaged: npm run package';
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
