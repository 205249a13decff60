import type { Context } from '../context.ts';
import { requireLocal } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { CommandFailure } from '../failure.ts';
import { deleteHome, foreignEntries, hasContent } from '../runtime/home.ts';
import { releaseLock, takeLock } from '../runtime/lock.ts';
import type { AddCommand } from './perform.ts';

/** `nocturne clean` */
export const addClean: AddCommand = (program, perform) => {
  program
    .command('clean')
    .summary('delete the local lake and history')
    .description('Deletes the local lake and the history of all local executions: the home directory.')
    .action(() => perform(clean));
};

async function clean(context: Context): Promise<ExitStatus> {
  requireLocal(context, 'clean');
  const { home, output } = context;
  const deleted = hasContent(home);
  if (deleted) await deleteGuarded(home);
  if (output.json) await output.value({ home, deleted });
  else await output.result(deleted ? `Deleted ${home}.\n` : `There is nothing in ${home} to delete.\n`);
  return 0;
}

async function deleteGuarded(home: string): Promise<void> {
  const foreign = foreignEntries(home);
  if (foreign.length > 0) {
    throw new CommandFailure(
      'NotAHome',
      `${home} does not look like a home directory of Nocturne: it holds ${foreign.slice(0, 3).join(', ')}. Nothing was deleted.`,
    );
  }
  const holder = takeLock(home);
  if (holder) {
    throw new CommandFailure(
      'HomeInUse',
      `Process ${holder.pid} uses ${home}. End it first; nothing was deleted.`,
    );
  }
  await deleteHome(home).finally(() => releaseLock(home));
}
