import { CommandFailure } from '../failure.ts';
import type { Job } from './jobs.ts';

/** @throws CommandFailure NoJob, naming those that there are */
export function findJob(jobs: Job[], name: string): Job {
  const found = jobs.find((job) => job.name === name);
  if (found) return found;
  const known = jobs.map((job) => job.name).join(', ');
  throw new CommandFailure('NoJob', `There is no job "${name}". There are: ${known}.`);
}

/** A job in lines for a person. */
export function showJob({ name, machine, night, input }: Job): string[] {
  const given = Object.entries(input).map(([field, value]) => `  ${field}: ${JSON.stringify(value)}`);
  return [
    `${name} runs ${machine}${night ? ', every night' : ', not in the night'}`,
    ...(given.length > 0 ? ['', 'It gives', ...given] : ['', 'It gives nothing beyond the defaults']),
    '',
    `Published in published/${name}/, models in models/${name}/; all fields: docs/machines.md`,
    `Run it: npx nocturne run ${name}`,
  ];
}
