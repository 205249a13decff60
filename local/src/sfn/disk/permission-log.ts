/**
 * `permissions.jsonl`: which roles acted for a machine's execution, what of their rights they used and what they were
 * denied, those of its Maps' children and of the functions it invoked included. Each is written once, before its effect.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Right } from '../../iam/index.ts';
import { dropUnfinishedLine } from './lines.ts';

export type PermissionEntry =
  /** A role that acted. */
  | { role: string }
  /** A right of its policies that was used, as written there. */
  | { role: string; used: Right }
  /** What was asked for in vain, and why. */
  | { role: string; denied: Right & { reason: string } }
  /** The ARN of another execution that this one started. */
  | { started: string };

export interface PermissionLog {
  add(entry: PermissionEntry): void;
}

const fileIn = (directory: string) => join(directory, 'permissions.jsonl');

/** Continues the log of the execution in this directory. */
export function openPermissionLog(directory: string): PermissionLog {
  const file = fileIn(directory);
  dropUnfinishedLine(file);
  const written = new Set(linesOf(file));
  return {
    add(entry) {
      const line = JSON.stringify(entry);
      if (written.has(line)) return;
      written.add(line);
      appendFileSync(file, `${line}\n`);
    },
  };
}

/** What was written of the execution in this directory; nothing if there is none. */
export function readPermissionLog(directory: string): PermissionEntry[] {
  return linesOf(fileIn(directory)).map((line) => JSON.parse(line) as PermissionEntry);
}

/** What follows the last newline is no line yet. */
function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}
