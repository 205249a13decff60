import type { DeclaredColumn, Declaration } from '../tables/declarations.ts';
import type { Column, ColumnType } from './column.ts';
import type { Format } from './formats/format.ts';
import { jsonLines } from './formats/json-lines.ts';
import { tabSeparated } from './formats/tab-separated.ts';

/** A table that can be imported: what its declaration means for the rows. */
export interface Table {
  /** Glue's name. */
  name: string;
  format: Format;
  /** In the catalog's order. */
  columns: Column[];
}

export function tableOf(declaration: Declaration): Table {
  const { table, format, columns } = declaration;
  return {
    name: table,
    format: format.type === 'json' ? jsonLines : tabSeparated,
    columns: columns.map((column) => columnOf(column, declaration)),
  };
}

function columnOf(column: DeclaredColumn, { id, delivery }: Declaration): Column {
  const { name, type, content, nullable, minimum, maximum, compared } = column;
  const isText = type === 'string';
  return {
    name,
    type: (content ?? type) as ColumnType,
    id: name === id,
    compared,
    filled: nullable === false,
    emptyIsNull: isText && delivery?.nullTexts?.includes(''),
    ...(minimum !== undefined && maximum !== undefined && { range: [minimum, maximum] }),
  };
}
