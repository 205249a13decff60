import { Failure } from '../../kernels/failure.ts';
import { kindOf, wordsFor, type Kind } from './kinds.ts';
import type { TableColumn, TableDescription } from './table.ts';

/** What a marker is to stand for: one column (`name`) or several (`names`), as delivered or as Glue has them. */
export type Wanted = One | Several;

interface Common {
  /** The field of the job's input that names them, for messages; by default the marker's name. */
  field?: string;
  kinds: Kind[];
}

interface One extends Common {
  /** Null for none, or, where `field` is `id`, for the id that the table declares. */
  name: string | null;
}

interface Several extends Common {
  /** Null for all columns of these kinds that no other marker stands for. */
  names: string[] | null;
}

export interface Column extends TableColumn {
  kind: Kind;
}

/** The arguments that an array of Athena's takes, with room to spare. */
const mostColumns = 200;

/** What a marker stands for; null where the input names no column. */
export type Resolved = Column | Column[] | null;

/**
 * The columns of each marker.
 * @throws Failure UnknownColumn with the columns that are there, WrongColumnType, or TooManyColumns
 */
export function resolveColumns(
  table: TableDescription,
  wanted: Record<string, Wanted>,
): Record<string, Resolved> {
  const find = finderIn(table);
  const named = Object.entries(wanted).map(([marker, each]): [string, Wanted, Resolved] => {
    const field = each.field ?? marker;
    if ('names' in each) return [marker, each, each.names && findEach(find, each.names, field, each.kinds)];
    const name = each.name ?? (field === 'id' ? declaredId(table) : null);
    return [marker, each, name === null ? null : find(name, field, each.kinds)];
  });
  const taken = new Set(named.flatMap(([, , found]) => found ?? []).map(({ name }) => name));
  return Object.fromEntries(
    named.map(([marker, each, found]) => [
      marker,
      found ?? ('names' in each ? others(table, each.field ?? marker, each.kinds, taken) : null),
    ]),
  );
}

type Find = (name: string, field: string, kinds: readonly Kind[]) => Column;

function finderIn(table: TableDescription): Find {
  return (name, field, kinds) => {
    const column = columnNamed(table, name, field);
    const kind = kindOf(column.type, kinds);
    if (kind) return { ...column, kind };
    throw new Failure(
      'WrongColumnType',
      `${field}: ${shown(column)} of ${table.name.given} has the type ${column.type}, but must be ${wordsFor(kinds)}. ` +
        'Name another column, or declare its type.',
    );
  };
}

function findEach(find: Find, names: readonly string[], field: string, kinds: readonly Kind[]): Column[] {
  const columns = names.map((name, i) => find(name, `${field}[${i}]`, kinds));
  const repeated = columns.find(({ name }, i) => columns.findIndex((other) => other.name === name) < i);
  if (!repeated) return columns;
  throw new Failure('UnknownColumn', `${field} names ${shown(repeated)} twice: name each column once.`);
}

/** A delivered name comes before a name of Glue's, which another column may have been delivered under. */
function columnNamed({ columns, name: table }: TableDescription, name: string, field: string): TableColumn {
  const column =
    columns.find(({ source }) => source === name) ?? columns.find((other) => other.name === name);
  if (column) return column;
  throw new Failure(
    'UnknownColumn',
    `${field}: ${table.given} has no column ${JSON.stringify(name)}. It has ${columns.map(shown).join(', ')}.`,
  );
}

function declaredId({ id, name: table, columns }: TableDescription): string {
  if (id) return id;
  throw new Failure(
    'UnknownColumn',
    `id: ${table.given} declares no id: name the column that tells its rows apart, of ${columns.map(shown).join(', ')}.`,
  );
}

function others(
  { columns, name: table }: TableDescription,
  field: string,
  kinds: readonly Kind[],
  taken: ReadonlySet<string>,
): Column[] {
  const found = columns.flatMap((column) => {
    const kind = taken.has(column.name) ? undefined : kindOf(column.type, kinds);
    return kind ? [{ ...column, kind }] : [];
  });
  if (found.length <= mostColumns) return found;
  throw new Failure(
    'TooManyColumns',
    `${field}: ${table.given} has ${found.length} columns that could be meant, more than ${mostColumns}. Name those to take.`,
  );
}

const shown = ({ source }: TableColumn): string => JSON.stringify(source);
