import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/pipeline.ts';
import { schemas } from './schemas.ts';

interface Settings {
  'json.schemas': { fileMatch: string[]; url: string }[];
}

const settings = JSON.parse(readFileSync(join(projectRoot, '.vscode/settings.json'), 'utf8')) as Settings;
const machines = [...schemas.keys()].filter((file) => file !== 'common.schema.json');

test.each(machines)('VS Code holds the example events of a machine to %s', (file) => {
  const [entry, ...others] = settings['json.schemas'].filter(({ url }) => url.endsWith(`/${file}`));
  expect(others).toEqual([]);
  expect(entry!.url).toBe(`./statemachines/inputs/${file}`);
  const machine = file.replace('.schema.json', '');
  expect(entry!.fileMatch).toEqual([`/events/${machine}.json`, `/events/${machine}-*.json`]);
  const events = readdirSync(join(projectRoot, 'events')).filter((name) => name.startsWith(machine));
  expect(events).toContain(`${machine}.json`);
  for (const event of events)
    expect(readFileSync(join(projectRoot, 'events', event), 'utf8')).not.toContain('$schema');
});
