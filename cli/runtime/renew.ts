import type { Context } from '../context.ts';
import { changedSince, packageAgain, packagedAt } from '../package.ts';
import { pause } from '../pause.ts';
import { listed } from './old-package.ts';
import type { OwnRuntime } from './open.ts';

const lookEveryMs = 1000;

/**
 * Keeps a runtime at the newest package until the signal comes: packages again when a source is newer than the package,
 * and takes another service's package up when that was made anew. What fails is told, and the old package goes on.
 */
export async function keepNew(context: Context, runtime: OwnRuntime): Promise<void> {
  const { signal } = context;
  let seen = runtime.packagedMs ?? Date.now();
  while (!signal.aborted) {
    await pause(lookEveryMs, signal);
    if (signal.aborted) return;
    const news = newsSince(seen, context);
    if (news === undefined) continue;
    seen = Math.max(news.since, seen + 1);
    await renew(news.words, context, runtime);
  }
}

interface News {
  words: string;
  /** Changes after this moment are further news. */
  since: number;
}

function newsSince(seen: number, { isForeign, package: path }: Context): News | undefined {
  if (isForeign) {
    const packagedMs = packagedAt(path);
    const words = `${path} was made anew`;
    return packagedMs !== undefined && packagedMs > seen ? { words, since: packagedMs } : undefined;
  }
  const now = Date.now();
  const changed = changedSince(seen);
  return changed.length === 0 ? undefined : { words: `Changed: ${listed(changed)}`, since: now };
}

async function renew(words: string, context: Context, runtime: OwnRuntime): Promise<void> {
  const { isForeign, output, signal } = context;
  try {
    if (!isForeign) {
      output.note(`${words}. Packaging again ...`);
      await packageAgain(signal);
    }
    await runtime.reload();
    const rest = 'New executions run the new package; those that run keep their definition.';
    output.note(isForeign ? `${words}. ${rest}` : rest);
    if (isForeign) runtime.notServed().forEach((line) => output.note(line));
  } catch (error) {
    if (signal.aborted) return;
    output.note(`${(error as Error).message}\nThe package from before goes on.`);
  }
}
