import { CommandFailure } from '../failure.ts';
import type { Declaration } from '../tables/declarations.ts';
import { isDate } from './calendar.ts';

/**
 * The folder of a day below a table's, e.g. `day=2026-11-30/`; undefined for a table without days.
 * @param given e.g. `day=2026-11-30`
 * @throws CommandFailure WrongPartition
 */
export function partitionFolder({ table, partition }: Declaration, given?: string): string | undefined {
  const day = typeof partition === 'object' ? partition.day : undefined;
  if (day === undefined) {
    if (given === undefined) return undefined;
    throw wrong(`The table ${table} has no partition by day, so leave --partition out.`);
  }
  const [, name, date] = /^(\w+)=(.*)$/.exec(given ?? '') ?? [];
  if (name === day && isDate(date)) return `${day}=${date}/`;
  const was = given === undefined ? '' : `, but was given ${JSON.stringify(given)}`;
  throw wrong(`The table ${table} is kept by day, so it needs --partition ${day}=2026-11-30${was}.`);
}

const wrong = (message: string) => new CommandFailure('WrongPartition', message);
