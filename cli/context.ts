import { CommandFailure } from './failure.ts';
import type { Output } from './output.ts';

/** What every subcommand gets: the global options, where to write, and whether the person wants it to end. */
export interface Context {
  /** Absolute path of the local lake and history. */
  home: string;
  /** The stage on AWS; undefined is the local runtime. */
  stage: string | undefined;
  /** Absolute path of the package that the local runtime runs. */
  package: string;
  /** Whether it is another service's, given by --package. */
  isForeign: boolean;
  output: Output;
  /** Aborted at the first Ctrl-C (or SIGTERM). */
  signal: AbortSignal;
}

/** What the command ends with when it was interrupted before it had a result. */
export function interrupted(): CommandFailure {
  return new CommandFailure('Interrupted', 'Interrupted.', 130);
}

/** Refuses `--package` for subcommands that know the tables and machines of this service alone. */
export function requireOwnPackage(context: Context, subcommand: string): void {
  if (!context.isForeign) return;
  throw new CommandFailure(
    'OwnPackageOnly',
    `${subcommand} knows the tables and machines of this service alone, not those of ${context.package}. ` +
      'Leave --package out.',
  );
}

/** Refuses `--stage` for subcommands that concern the local runtime alone. */
export function requireLocal(context: Context, subcommand: string): void {
  if (context.stage === undefined) return;
  throw new CommandFailure(
    'LocalOnly',
    `${subcommand} concerns the local runtime, so --stage ${context.stage} has no meaning for it. Leave --stage out.`,
  );
}
