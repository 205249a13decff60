import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shared = fileURLToPath(
  new URL('../../../node_modules/.cache/template-runtime/grammar', import.meta.url),
);

/**
 * Lets a new home keep the queries that Trino's grammar accepted where all tests' homes do: an engine that meets none
 * but these need not load the grammar, which takes a second or two. Another build of the grammar examines all anew.
 */
export function shareAcceptedQueries(home: string): void {
  mkdirSync(shared, { recursive: true });
  mkdirSync(join(home, 'athena'), { recursive: true });
  symlinkSync(shared, join(home, 'athena', 'grammar'), 'dir');
}
