import { runQuery } from '../aws/queries.ts';
import { formatTable } from '../format/table.ts';
import type { Session } from '../session.ts';
import type { DeclaredColumn, Declaration } from './declarations.ts';
import type { TableState } from './state.ts';
import { stateOf } from './state.ts';

type Shown = TableState & { rows: number; runs?: number | undefined };

/** A table as it is declared, with its rows counted. */
export async function showTable(
  session: Session,
  declaration: Declaration,
  signal: AbortSignal,
): Promise<{ value: Shown; text: string }> {
  const state = await stateOf(session, declaration);
  const value = { ...state, ...(await counted(session, declaration, signal)) };
  return { value, text: textOf(value, declaration) };
}

async function counted(session: Session, { table, partition }: Declaration, signal: AbortSignal) {
  const key = partition === undefined ? undefined : partition === 'run' ? 'run' : partition.day;
  const parts = key === undefined ? '' : `, COUNT(DISTINCT "${key}")`;
  for await (const { rows } of runQuery(session, `SELECT COUNT(*)${parts} FROM ${table}`, [], signal)) {
    const [count, runs] = rows[0] ?? [];
    return { rows: Number(count), ...(runs !== undefined && { runs: Number(runs) }) };
  }
  return { rows: 0 };
}

function textOf(
  { table, rows, runs, bytes, changed, location }: Shown,
  { description, id, columns, partition }: Declaration,
): string {
  const parts = runs === undefined ? '' : `, ${runs} ${partition === 'run' ? 'runs' : 'days'}`;
  const when = changed === undefined ? '' : `, last changed ${changed.slice(0, 19)}`;
  const titles = ['column', 'delivered as', 'type', 'what it is'].map((title) => ({ title, numeric: false }));
  const listed = columns.map((column) => [column.name, column.source ?? '', column.type, notes(column, id)]);
  return [
    `${table}: ${description}`,
    `${rows} rows${parts}, ${bytes} bytes in ${location}${when}`,
    '',
    ...formatTable(titles, listed),
    '',
  ].join('\n');
}

function notes(column: DeclaredColumn, id: string | undefined): string {
  const { name, nullable, minimum, maximum, values, classification, description } = column;
  return [
    name === id && 'id',
    nullable === false && name !== id && 'never null',
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && `to ${maximum}`,
    values && `one of ${values.join(', ')}`,
    classification,
    description,
  ]
    .filter(Boolean)
    .join('; ');
}
