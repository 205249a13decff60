import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The queries in which the grammar has found nothing, kept over the process's end: reading one anew takes up to a second. */
export interface Accepted {
  has(sql: string): boolean;
  add(sql: string): void;
}

const keptQueries = 1000;

/**
 * Keeps an empty file per query. Its name is the hash of the query and of the program that examined it: there is no
 * content to be damaged or half-written, and another program examines all anew. A directory that cannot be used costs
 * time only.
 * @param program the bundle that examines
 */
export function openAccepted(directory: string, program: URL): Accepted {
  const version = hashOf(readFileSync(program));
  const names = new Set(namesIn(directory));
  const nameOf = (sql: string) => hashOf(version, sql);
  return {
    has(sql) {
      const name = nameOf(sql);
      // What is used last goes last.
      if (!names.delete(name)) return false;
      names.add(name);
      return true;
    },
    add(sql) {
      try {
        mkdirSync(directory, { recursive: true });
        const [oldest] = names;
        if (names.size >= keptQueries && names.delete(oldest!))
          rmSync(join(directory, oldest!), { force: true });
        writeFileSync(join(directory, nameOf(sql)), '');
        names.add(nameOf(sql));
      } catch {
        // It is read anew next time.
      }
    },
  };
}

function hashOf(...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
