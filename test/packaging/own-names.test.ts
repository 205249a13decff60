import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStack } from '../../local/src/template/index.ts';
import { localStage, packagedNames, shortName, stageStackNames } from '../../cli/names.ts';
import { packageDirectory, projectRoot } from '../support/pipeline.ts';

const { name: stack, resources } = loadStack(packageDirectory);

/** What the template calls its machines and tables, and whatever begins with the service's name. */
function ownNames(): string[] {
  const named = resources.filter(({ type }) => /StateMachine|Glue::Table/.test(type));
  const names = named.map(({ physicalId }) => shortName(stack, physicalId.split(':').at(-1)!));
  return ['nocturne', ...names.filter((name) => /[-_]/.test(name))];
}

test('nothing of the runtime knows a name of this service', () => {
  const directory = join(projectRoot, 'local/src');
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const names = ownNames();
  expect(names).toEqual(expect.arrayContaining(['svr-leaderboard', 'bronze_customers']));
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) => {
    const text = readFileSync(join(directory, file), 'utf8').toLowerCase();
    return names.filter((name) => text.includes(name)).map((name) => `${file}: ${name}`);
  });
  expect(found).toEqual([]);
});

test('the stack is called as the command expects it of every stage', () => {
  expect(packagedNames(packageDirectory)).toEqual(stageStackNames(localStage));
});
