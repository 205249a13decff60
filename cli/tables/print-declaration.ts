import type { DeclaredColumn, Delivery, TableFormat } from './declarations.ts';

/** What a declaration says. */
export interface DeclarationContent {
  description: string;
  id: string | undefined;
  format: TableFormat;
  delivery: Delivery | undefined;
  columns: DeclaredColumn[];
}

const width = 110;

/** A declaration as Prettier formats it: a line for each column, where that is not too long. */
export function printDeclaration({ columns, ...fields }: DeclarationContent): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const lines = given.map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${inline(value, 2 + key.length + 4)},`,
  );
  const listed = columns.map((column) => `    ${inline(column, 4)}`);
  return `{\n${lines.join('\n')}\n  "columns": [\n${listed.join(',\n')}\n  ]\n}\n`;
}

/** A value in one line; an object that does not fit has a line for each field. */
function inline(value: unknown, before: number): string {
  const text = flat(value);
  if (typeof value !== 'object' || value === null || text.length + before + 1 <= width) return text;
  const indent = before > 4 ? '    ' : '      ';
  const fields = Object.entries(value).map(([key, each]) => `${indent}${JSON.stringify(key)}: ${flat(each)}`);
  return `{\n${fields.join(',\n')}\n${indent.slice(2)}}`;
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${flat(each)}`);
  return `{ ${fields.join(', ')} }`;
}
