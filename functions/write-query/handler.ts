import { checkEvent, isObject, text, type Rules } from '../shared/event.ts';
import { resolveColumns, type Wanted } from './columns.ts';
import { fill } from './fill.ts';
import { checkFilled, describeTable, nameOf } from './table.ts';

interface WriteQueryEvent {
  /** A statement of sql/, with markers. */
  statement: string;
  /** The stage's own. */
  database: string;
  /** A table of the user's own (`houses`), or one of another database (`sales.houses`). */
  table: string;
  /** By marker, the column or columns that the job's input names. */
  columns: Record<string, Wanted>;
}

export const rules: Rules<WriteQueryEvent> = {
  statement: text,
  database: text,
  table: text,
  columns: { expects: 'an object of markers', accepts: isObject },
};

/**
 * Puts a table's own columns in the place of a statement's markers.
 * @returns the statement for Athena, each marker's columns as the table has them, and the name of its declared id or null
 * @throws Failure UnknownTable, UnknownColumn, WrongColumnType or EmptyTable, before any query runs
 */
export const handler = async (event: unknown) => {
  const { statement, database, table, columns } = checkEvent<WriteQueryEvent>(event, rules);
  const name = nameOf(database, table);
  const description = await describeTable(name);
  const resolved = resolveColumns(description, columns);
  await checkFilled(description);
  return {
    statement: fill(statement, { table: name.quoted, columns: resolved }),
    columns: resolved,
    id: description.id ?? null,
  };
};
