/**
 * Statements about the catalog, which Athena runs in Hive's grammar and the SQL engine never sees:
 * https://docs.aws.amazon.com/athena/latest/ug/ddl-sql-reference.html
 */

/** A table as it is named: without a database it is in the query's own. */
export interface NamedTable {
  database?: string | undefined;
  table: string;
}

export type CatalogStatement =
  | { verb: 'SHOW_DATABASES'; pattern?: string | undefined }
  | { verb: 'SHOW_TABLES'; database?: string | undefined; pattern?: string | undefined }
  | ({ verb: 'CREATE_VIEW'; replace: boolean; query: string } & NamedTable)
  | ({ verb: 'DROP_VIEW'; ifExists: boolean } & NamedTable)
  | ({ verb: 'SHOW_COLUMNS' | 'SHOW_PARTITIONS' | 'DESCRIBE_TABLE' | 'MSCK' } & NamedTable);

/** What a query is about that is no statement of the SQL engine. */
export interface CatalogDescription {
  kind: 'catalog';
  statement: CatalogStatement;
}

const identifier = '(`[^`]+`|"[^"]+"|\\w+)';
const table = `(?:${identifier}\\s*\\.\\s*)?${identifier}`;
const pattern = "(?:\\s+(?:LIKE\\s+)?'([^']*)')?";

type Build = (...parts: (string | undefined)[]) => CatalogStatement;

const forms: [form: string, build: Build][] = [
  [`SHOW (?:DATABASES|SCHEMAS)${pattern}`, (like) => ({ verb: 'SHOW_DATABASES', pattern: like })],
  [
    `SHOW TABLES(?: (?:IN|FROM) ${identifier})?${pattern}`,
    (database, like) => ({ verb: 'SHOW_TABLES', database: nameOf(database), pattern: like }),
  ],
  [
    `SHOW COLUMNS (?:IN|FROM) ${table}(?: (?:IN|FROM) ${identifier})?`,
    (database, name, within) => ({ verb: 'SHOW_COLUMNS', ...named(within ?? database, name) }),
  ],
  [`SHOW PARTITIONS ${table}`, (database, name) => ({ verb: 'SHOW_PARTITIONS', ...named(database, name) })],
  [`(?:DESCRIBE|DESC) ${table}`, (database, name) => ({ verb: 'DESCRIBE_TABLE', ...named(database, name) })],
  [
    `CREATE( OR REPLACE)? VIEW ${table} AS ([^]+?)`,
    (replace, database, name, query) => ({
      verb: 'CREATE_VIEW',
      replace: replace !== undefined,
      query: query!,
      ...named(database, name),
    }),
  ],
  [
    `DROP VIEW( IF EXISTS)? ${table}`,
    (ifExists, database, name) => ({
      verb: 'DROP_VIEW',
      ifExists: ifExists !== undefined,
      ...named(database, name),
    }),
  ],
  [`MSCK REPAIR TABLE ${table}`, (database, name) => ({ verb: 'MSCK', ...named(database, name) })],
];
const expressions = forms.map(([form, build]) => {
  const text = form.replaceAll(' ', '\\s+');
  return { expression: new RegExp(`^\\s*${text}\\s*;?\\s*$`, 'i'), build };
});

/** The statement that a text is, if it is one of these. Names come in lower case, as the catalog has them. */
export function catalogStatement(text: string): CatalogStatement | undefined {
  for (const { expression, build } of expressions) {
    const match = expression.exec(text);
    if (match) return build(...match.slice(1));
  }
  return undefined;
}

/** Of a text that begins as one of them and is none: how it begins. */
export function unknownStatement(text: string): string | undefined {
  const [, verb, object] = /^\s*(SHOW|DESCRIBE|DESC|MSCK)\b\s*(\w*)/i.exec(text) ?? [];
  return verb && `${verb} ${object}`.trim().toUpperCase();
}

function named(database: string | undefined, name: string | undefined): NamedTable {
  return { database: nameOf(database), table: nameOf(name)! };
}

/** A name without the back quotes around it. */
export function nameOf(identifier: string | undefined): string | undefined {
  return identifier?.replace(/^[`"](.*)[`"]$/, '$1').toLowerCase();
}
