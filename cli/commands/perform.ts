import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';

/** Performs a subcommand in its context and keeps the exit status it returns. */
export type Perform = (work: (context: Context) => Promise<ExitStatus>) => Promise<void>;

/** Adds one subcommand to the program. */
export type AddCommand = (program: Command, perform: Perform) => void;
