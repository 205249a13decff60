import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { addClean } from './commands/clean.ts';
import { addCost } from './commands/cost.ts';
import { addDemo } from './commands/demo.ts';
import { addEnv } from './commands/env.ts';
import { addHistory } from './commands/history.ts';
import { addImport } from './commands/import.ts';
import { addJob } from './commands/job.ts';
import type { Perform } from './commands/perform.ts';
import { addPermissions } from './commands/permissions.ts';
import { addRedrive } from './commands/redrive.ts';
import { addRun } from './commands/run.ts';
import { addSql } from './commands/sql.ts';
import { addStop } from './commands/stop.ts';
import { addTableCommand } from './commands/table.ts';
import { addUp } from './commands/up.ts';
import { describeFailure } from './format/failure.ts';
import { CommandFailure } from './failure.ts';
import type { Output } from './output.ts';
import { homeDirectory, packageDirectory } from './paths.ts';
import manifest from '../package.json' with { type: 'json' };

interface GlobalOptions {
  home?: string;
  package?: string;
  stage?: string;
}

const subcommands = [
  addRun,
  addSql,
  addImport,
  addTableCommand,
  addJob,
  addHistory,
  addPermissions,
  addRedrive,
  addStop,
  addCost,
  addUp,
  addEnv,
  addClean,
  addDemo,
];

/**
 * Performs a command line.
 * @param argv the arguments after the program's name
 * @returns the exit status
 */
export async function runCommandLine(argv: string[], output: Output, signal: AbortSignal): Promise<number> {
  let status = 0;
  const program = createProgram(output);
  const perform: Perform = async (work) => {
    status = await work({ ...placeOf(program.opts<GlobalOptions>()), output, signal });
  };
  for (const add of subcommands) add(program, perform);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    return report(error, output, program.opts<GlobalOptions>());
  }
}

/** @throws CommandFailure for a package that is not there, or is to run on AWS */
function placeOf({ home, stage, package: given }: GlobalOptions) {
  if (given !== undefined && stage !== undefined) {
    throw new CommandFailure('LocalOnly', '--package is for the local runtime: leave out it or --stage.');
  }
  const path = given === undefined ? packageDirectory : resolve(given);
  if (given !== undefined && !existsSync(path)) {
    throw new CommandFailure(
      'NoPackage',
      `There is no package ${path}. Package there first: npx sls package.`,
    );
  }
  return { home: homeDirectory(home, path), stage, package: path, isForeign: path !== packageDirectory };
}

function createProgram(output: Output): Command {
  return new Command('nocturne')
    .description(
      'Nightly machine learning on AWS Step Functions, run here or on AWS from the same definitions.',
    )
    .version(manifest.version, '--version', 'print the version')
    .option('--home <dir>', 'where the local lake and history lie (default: .nocturne beside the package)')
    .option('--package <path>', "run another service's package: what `sls package` wrote, or a template")
    .option('--stage <name>', 'work with this stage on AWS instead of the local runtime')
    .option('--json', 'print the result as one JSON value on stdout, all else on stderr')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void output.result(text),
      writeErr: (text) => output.note(text.trimEnd()),
      outputError: () => undefined,
    })
    .exitOverride();
}

/** Tells a failure on stderr, and as JSON on stdout where that was asked for. */
async function report(error: unknown, output: Output, { home }: GlobalOptions): Promise<number> {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const { code, message } =
    error instanceof CommanderError
      ? describeUsage(error)
      : describeFailure(error, homeDirectory(home, packageDirectory));
  if (message !== '') output.note(`nocturne: ${message}`);
  if (process.env.NOCTURNE_DEBUG && error instanceof Error) output.note(String(error.stack));
  if (output.json && !output.started) {
    await output.value({ executionArn: null, status: null, output: null, error: code, cause: message });
  }
  return error instanceof CommandFailure ? error.status : 1;
}

function describeUsage({ code, message }: CommanderError): { code: string; message: string } {
  // Without a subcommand commander has shown the help already.
  if (code === 'commander.help') return { code: 'Usage', message: '' };
  return { code: 'Usage', message: `${message.replace(/^error: /, '').replaceAll('\n', ' ')} (see --help)` };
}
