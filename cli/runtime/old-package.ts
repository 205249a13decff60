import { changedSince } from '../package.ts';

/**
 * What to tell who runs a machine on a runtime that took its package before some sources changed.
 * @param packagedMs when that package was made, if it is known
 */
export function oldPackageWarning(pid: number, packagedMs: number | undefined): string | undefined {
  const changed = packagedMs === undefined ? [] : changedSince(packagedMs);
  if (changed.length === 0) return undefined;
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : '';
  return (
    `Warning: process ${pid} runs an older package. Changed since: ${changed.slice(0, 3).join(', ')}${more}. ` +
    'Start `nocturne up` again to run what you changed.'
  );
}
