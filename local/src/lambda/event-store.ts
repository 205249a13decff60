/**
 * The events that nobody waits for, `<home>/lambda/events/<request id>.json`: there before the caller hears that they
 * were accepted, until they are delivered or given up.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import type { InvocationRequest } from './run-invocation.ts';

export interface StoredEvent {
  functionName: string;
  request: Omit<InvocationRequest, 'signal'>;
  /** When it was accepted, in milliseconds since the epoch. */
  accepted: number;
  /** How often the function failed with it. */
  errors: number;
}

export interface EventStore {
  write(event: StoredEvent): void;
  remove(event: StoredEvent): void;
  /** All events, in the order in which they were accepted. */
  all(): StoredEvent[];
}

export function eventStore(home: string): EventStore {
  const directory = join(home, 'lambda', 'events');
  const fileOf = ({ request }: StoredEvent) => join(directory, `${request.requestId}.json`);
  return {
    write(event) {
      mkdirSync(directory, { recursive: true });
      writeJsonFile(fileOf(event), event);
    },
    remove: (event) => rmSync(fileOf(event), { force: true }),
    all: () =>
      namesIn(directory)
        .filter((name) => name.endsWith('.json'))
        .map((name) => readJsonFile(join(directory, name)) as StoredEvent)
        .sort((a, b) => a.accepted - b.accepted),
  };
}

const namesIn = (directory: string) => (existsSync(directory) ? readdirSync(directory) : []);
