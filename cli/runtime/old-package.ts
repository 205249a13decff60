import { changedSince } from '../package.ts';

/**
 * What to tell who runs a machine on a runtime that took its package before some sources changed.
 * @param packagedMs when that package was made, if it is known
 */
export function oldPackageWarning(pid: number, packagedMs: number | undefined): string | undefined {
  const changed = packagedMs === undefined ? [] : changedSince(packagedMs);
  if (changed.length === 0) return undefined;
  return (
    `Warning: process ${pid} runs an older package. Changed since: ${listed(changed)}. ` +
    '`nocturne up` packages again by itself, and tells what went wrong where it cannot; start any other again.'
  );
}

/** The first three of some paths, and how many more there are. */
export function listed(paths: string[]): string {
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return `${paths.slice(0, 3).join(', ')}${more}`;
}
