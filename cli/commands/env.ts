import { requireLocal } from '../context.ts';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { CommandFailure } from '../failure.ts';
import { exportLines, localVariables } from '../format/exports.ts';
import { readHolder } from '../runtime/lock.ts';
import { answers } from '../runtime/processes.ts';
import type { AddCommand } from './perform.ts';

/** `nocturne env` */
export const addEnv: AddCommand = (program, perform) => {
  program
    .command('env')
    .summary("print the variables by which AWS's tools find the local runtime")
    .description(
      'Prints the environment variables by which AWS\'s tools and SDKs, and "sls invoke local", find the local runtime while ' +
        '"up" serves it. For a POSIX shell: eval "$(npx nocturne env)"',
    )
    .action(() => perform(env));
};

async function env(context: Context): Promise<ExitStatus> {
  requireLocal(context, 'env');
  const { home, output } = context;
  const endpoint = readHolder(home)?.endpoint;
  if (endpoint === undefined || !(await answers(endpoint))) {
    throw new CommandFailure(
      'NotServed',
      `No runtime serves ${home}. Start one in another terminal: npx nocturne up`,
    );
  }
  if (output.json) await output.value(localVariables(endpoint));
  else await output.result(`${exportLines(endpoint).join('\n')}\n`);
  return 0;
}
