import { quoteText } from '../../sql/typed.ts';
import { duckType } from '../../sql/types.ts';
import type { SqlType } from '../../sql/types.ts';
import type { MakePlain, Plain, ReadableColumn } from '../reader.ts';

/**
 * JSON that every parser reads alike: an object of exactly the table's keys in lower case, in one order, with values of
 * their columns' types. No escapes, no numbers near the end of a type's range, no digits that a double does not keep.
 */
export const plainJson: MakePlain = (columns, properties) => {
  const values = columns.map(({ type, hiveType }) => valuePattern(type, hiveType));
  const isMapped = Object.keys(properties).some((name) => name.startsWith('mapping.'));
  if (isMapped || values.includes(undefined) || !columns.every(({ name }) => plainName.test(name)))
    return undefined;
  const patterns = new Map(columns.map(({ name }, i) => [name, values[i]!]));
  return { pattern: patternMaker(patterns), cells };
};

/** Not `_col0`, which Hive's SerDe takes for a column's number. */
const plainName = /^[a-z][a-z0-9_]*$/;
const key = /"([a-z][a-z0-9_]*)":/g;

/** The expression of lines with the keys of a line, which are most often those of the line before. */
function patternMaker(patterns: Map<string, string>): Plain['pattern'] {
  let known = '';
  let pattern: RegExp | undefined;
  return (line) => {
    const keys = Array.from(line.matchAll(key), ([, name]) => name!);
    if (keys.length !== patterns.size || new Set(keys).size !== keys.length) return undefined;
    if (!keys.every((name) => patterns.has(name))) return undefined;
    if (keys.join() === known) return pattern;
    known = keys.join();
    const members = keys.map((name) => `"${name}": ?(?:null|${patterns.get(name)!})`);
    pattern = new RegExp(`\\{${members.join(', ?')}\\}(?:\\n|$)`, 'y');
    return pattern;
  };
}

const whole = (digits: number) => String.raw`0|-?[1-9]\d{0,${digits - 1}}`;

/** Numbers as short as surely fit their type, and texts without escapes. */
const scalars: Partial<Record<SqlType['name'], string>> = {
  tinyint: whole(2),
  smallint: whole(4),
  integer: whole(9),
  bigint: whole(15),
  double: String.raw`-?(?:0\.\d{1,15}|[1-9]\d{0,7}\.\d{1,7})|${whole(15)}`,
  boolean: 'true|false',
  varchar: String.raw`"[^"\\\0-\x1f]*"`,
};

/** A value of a type that is not null; undefined where none is plain, as none is of texts that are cut. */
function valuePattern(type: SqlType, hiveType: string): string | undefined {
  if (hiveType.includes('varchar')) return undefined;
  if (type.name !== 'array') return scalars[type.name];
  const element = valuePattern(type.element, hiveType);
  return element && String.raw`\[(?:(?:null|${element})(?:, ?(?:null|${element}))*)?\]`;
}

function cells(columns: ReadableColumn[]): string {
  const members = columns.map(({ name, type }) => `"${name}":${structure(type)}`);
  return `unnest(json_transform(line, ${quoteText(`{${members.join()}}`)}))`;
}

function structure(type: SqlType): string {
  return type.name === 'array' ? `[${structure(type.element)}]` : `"${duckType(type)}"`;
}
