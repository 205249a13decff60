import type { DeclaredColumn, Declaration } from '../tables/declarations.ts';
import type { Column } from './column.ts';
import type { Format } from './formats/format.ts';
import { jsonLines } from './formats/json-lines.ts';
import { tabSeparated } from './formats/tab-separated.ts';
import type { CsvForm } from './rows/csv-rows.ts';

/** A table that can be imported: what its declaration means for the rows. */
export interface Table {
  /** Glue's name. */
  name: string;
  declaration: Declaration;
  /** In the catalog's order. */
  columns: Column[];
  stores: Declaration['format']['type'];
  /** How deliveries are written, where they are CSV. */
  form?: CsvForm;
  /** How deliveries are read whose lines are stored as they are, and JSON Lines. */
  lineFormat?: Format;
}

export function tableOf(declaration: Declaration): Table {
  const { table: name, format, delivery, columns } = declaration;
  const table = {
    name,
    declaration,
    stores: format.type,
    columns: columns.map((column) => columnOf(column, declaration)),
  };
  if (isPlainTabs(declaration)) return { ...table, lineFormat: tabSeparated };
  if ((delivery?.type ?? format.type) !== 'csv') return { ...table, lineFormat: jsonLines };
  return { ...table, form: formOf(declaration) };
}

/** Lines that Athena reads as they are delivered. */
function isPlainTabs({ format: { type, delimiter, quote, header }, delivery }: Declaration): boolean {
  return (
    type === 'csv' && delimiter === '\t' && quote === undefined && header === true && delivery === undefined
  );
}

/** What people write has a header and quotes, unless it is said; what lies in the lake is as the table declares. */
function formOf({ format, delivery }: Declaration): CsvForm {
  const { delimiter = ',', quote = '', header = false, nullTexts = ['', String.raw`\N`] } = format;
  if (delivery === undefined) return { delimiter, quote, header, nullTexts };
  return { delimiter, quote: '"', header: true, ...delivery };
}

function columnOf(column: DeclaredColumn, { id, delivery, format }: Declaration): Column {
  const {
    name,
    source = name,
    type,
    content,
    nullable,
    minimum,
    maximum,
    values,
    compared,
    uniqueItems,
  } = column;
  const isText = type === 'string';
  return {
    name: source,
    glue: name,
    type: content ?? type,
    id: name === id,
    // An id with blanks around it is another one.
    compared: isText && content === undefined && (compared ?? name === id),
    filled: nullable === false,
    emptyIsNull: isText && format.type === 'json' && delivery?.nullTexts?.includes(''),
    minimum,
    maximum,
    values,
    uniqueItems,
  };
}
