import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import checkJobs from '../../infra/check-jobs.cjs';
import type { Context } from '../context.ts';
import { CommandFailure } from '../failure.ts';
import { packagedDefinitions } from '../names.ts';
import { ensurePackaged } from '../package.ts';
import { projectRoot } from '../paths.ts';
import { inputOf } from './fields.ts';

const folder = join(projectRoot, 'jobs');

/** What `job new` is told. */
export interface NewJob {
  name: string;
  machine: string;
  description?: string;
  tag?: string;
  night: boolean;
  /** Options of the machine's: `--trials`, `20`, … */
  fields: string[];
}

/**
 * Writes a job, once it is checked as packaging checks it.
 * @returns the file, from the repository's root
 * @throws CommandFailure InvalidJob, saying what is wrong; JobExists
 */
export async function newJob(context: Context, job: NewJob): Promise<string> {
  const { name, machine, description, night, tag, fields } = job;
  const file = fileOf(name);
  const input = inputOf(machine, fields);
  const content = { machine, ...(description && { description }), input, night, ...(tag && { tag }) };
  const text = `${JSON.stringify(content, null, 2)}\n`;
  await ensurePackaged(context, ['jobs']);
  checkFile(`${name}.json`, text);
  await checkInput(context, name, machine, input);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(projectRoot, file), text, { flag: 'wx' });
  return file;
}

/** Whether jobs/ can be read with this file in it. */
function checkFile(file: string, text: string): void {
  const { readJobs } = createRequire(import.meta.url)(join(projectRoot, 'statemachines/jobs.cjs')) as {
    readJobs: (folder: string) => unknown;
  };
  const copy = mkdtempSync(join(tmpdir(), 'nocturne-jobs-'));
  try {
    if (existsSync(folder)) cpSync(folder, copy, { recursive: true });
    writeFileSync(join(copy, file), text);
    readJobs(copy);
  } catch (error) {
    throw invalidJob([(error as Error).message]);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** What the machine says of an input. */
async function checkInput({ package: path }: Context, name: string, machine: string, input: object) {
  const definition = JSON.parse(packagedDefinitions(path).get(machine)!) as Definition;
  definition.States.ListJobs.Assign.jobs = [
    { name: machine, input: {} },
    { name, input },
  ];
  const { tryDefinition } = await import('template-runtime/asl');
  const problems = await checkJobs.jobProblems(definition, tryDefinition);
  if (problems.length > 0) throw invalidJob(problems);
}

const invalidJob = (problems: string[]) =>
  new CommandFailure('InvalidJob', `${problems.join('\n')} Nothing was written.`);

interface Definition {
  States: { ListJobs: { Assign: { jobs: object[] } } };
}

/** Below the root; a name is part of a path only once it is known to be one. */
function fileOf(name: string): string {
  const common = join(projectRoot, 'statemachines/inputs/common.schema.json');
  const { properties } = JSON.parse(readFileSync(common, 'utf8')) as {
    properties: { job: { pattern: string } };
  };
  if (!new RegExp(properties.job.pattern).test(name))
    throw new CommandFailure(
      'InvalidJob',
      `A job's name must be 1 to 40 small letters, digits or hyphens and begin with a letter, but was ${JSON.stringify(name)}.`,
    );
  const file = `jobs/${name}.json`;
  if (!existsSync(join(projectRoot, file))) return file;
  throw new CommandFailure('JobExists', `There is a job ${name}: edit ${file}, or delete it first.`);
}
