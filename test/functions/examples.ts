import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const events = fileURLToPath(new URL('../../events', import.meta.url));

export function readExampleEvent(name: string): object {
  return JSON.parse(readFileSync(join(events, `${name}.json`), 'utf8')) as object;
}

/** The objects that the example events refer to, by key. */
export function readExampleLake(): Map<string, Buffer> {
  const lake = join(events, 'lake');
  const files = readdirSync(lake, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name));
  return new Map(paths.map((path) => [path.slice(lake.length + 1).replaceAll(sep, '/'), readFileSync(path)]));
}
