import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/pipeline.ts';
import { packagedTasks } from '../support/tasks.ts';

const tasksOf = (service: string) =>
  [...packagedTasks()].filter(([, { Resource }]) => Resource.includes(`:${service}:`));

/** The names in kernels/failure.ts. */
const names = [
  ...readFileSync(join(projectRoot, 'kernels/failure.ts'), 'utf8').matchAll(/^ {2}\| '(\w+)'/gm),
].map(([, name]) => name!);

test('there are names of failures', () => expect(names).toContain('EmptyTable'));

test.each(tasksOf('lambda'))(
  '%s retries no failure of its data, and twice whatever has no name',
  (_name, { Retry }) => {
    expect(Retry![0]).toEqual({
      ErrorEquals: names.filter((name) => name !== 'PromotionConflict'),
      MaxAttempts: 0,
    });
    expect(Retry!.at(-1)).toMatchObject({ MaxAttempts: 2, JitterStrategy: 'FULL' });
    expect(Retry!.at(-1)!.ErrorEquals).toContain('States.TaskFailed');
  },
);

test.each(tasksOf('athena'))('%s refuses to retry InvalidRequestException alone', (_name, { Retry }) => {
  const never = Retry!.filter(({ MaxAttempts }) => MaxAttempts === 0);
  expect(never.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual(['Athena.InvalidRequestException']);
  const retried = Retry!.filter(({ MaxAttempts }) => MaxAttempts !== 0);
  const throttling = ['TooManyRequests', 'Throttling', 'AmazonAthena'].map(
    (name) => `Athena.${name}Exception`,
  );
  expect(retried.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual(expect.arrayContaining(throttling));
});
