/** A table for generated files. */
export interface Shape {
  /** The SerDe's class. */
  library: string;
  serde: Record<string, string>;
  columns: Record<string, string>;
  parameters: Record<string, string>;
}

const openX = 'org.openx.data.jsonserde.JsonSerDe';
const hive = 'org.apache.hive.hcatalog.data.JsonSerDe';
const lazySimple = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe';
const openCsv = 'org.apache.hadoop.hive.serde2.OpenCSVSerde';

/** A column of each type that both engines read. */
const everyType = {
  id: 'bigint',
  t: 'tinyint',
  s: 'smallint',
  i: 'int',
  f: 'float',
  d: 'double',
  dec: 'decimal(10,2)',
  big: 'decimal(38,0)',
  flag: 'boolean',
  name: 'string',
  short: 'varchar(3)',
  day: 'date',
  at: 'timestamp',
};
const withArrays = { ...everyType, list: 'array<int>', names: 'array<string>' };
/** Trino 435 reads a varchar(n) that has more bytes than n past its cell, to the nth character: at the line's end it cannot. */
const { short, ...longer } = withArrays;
const shortLast = { ...longer, short };
const few = { id: 'bigint', name: 'string', d: 'double' };
const texts = { a: 'string', b: 'string', c: 'string' };

const shape = (
  library: string,
  columns: Record<string, string>,
  serde: Record<string, string> = {},
  parameters: Record<string, string> = {},
): Shape => ({ library, columns, serde, parameters });

/** The tables of the generated files, by name. */
export const shapes: Record<string, Shape> = {
  files_openx: shape(openX, withArrays),
  files_openx_nested: shape(openX, { id: 'bigint', lists: 'array<array<double>>', days: 'array<date>' }),
  files_openx_exact: shape(
    openX,
    { id: 'bigint', name: 'string', other: 'string' },
    { 'case.insensitive': 'false', 'mapping.name': 'Name', 'mapping.other': 'timestamp' },
  ),
  files_openx_mapped: shape(openX, few, { 'mapping.name': 'Full.Name' }),
  files_openx_dots: shape(
    openX,
    { id: 'bigint', user_name: 'string', a_b_c: 'int' },
    { 'dots.in.keys': 'true' },
  ),
  files_openx_lenient: shape(openX, few, { 'ignore.malformed.json': 'TRUE' }),
  files_hive_json: shape(hive, withArrays),
  files_text: shape(lazySimple, shortLast, { 'field.delim': '\t', 'collection.delim': ',' }),
  files_text_default: shape(lazySimple, { id: 'int', lists: 'array<array<int>>', name: 'string' }),
  files_text_escaped: shape(lazySimple, few, { 'field.delim': ',', 'escape.delim': '\\' }),
  files_text_numbered: shape(lazySimple, few, {
    'serialization.format': '124',
    'serialization.null.format': '',
  }),
  files_text_rest: shape(
    lazySimple,
    { id: 'bigint', d: 'double', name: 'string' },
    { 'field.delim': '|', 'serialization.last.column.takes.rest': 'true', 'escape.delim': '^' },
  ),
  files_text_cut: shape(
    lazySimple,
    few,
    { 'field.delim': ';' },
    { 'skip.header.line.count': '1', 'skip.footer.line.count': '1' },
  ),
  files_csv: shape(openCsv, texts),
  files_csv_marks: shape(openCsv, texts, { separatorChar: ';', quoteChar: "'", escapeChar: '"' }),
  files_csv_head: shape(openCsv, texts, { escapeChar: '^' }, { 'skip.header.line.count': '2' }),
};
