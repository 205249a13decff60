import { QueryError, notSupported } from '../query-error.ts';
import { membersOf } from './tree.ts';
import { coerce, quoteText, raise } from './typed.ts';
import type { Typed } from './typed.ts';
import {
  commonType,
  isFraction,
  withWholeDigit,
  date,
  decimal,
  duckType,
  isFloating,
  isInteger,
  sameType,
  timestamp,
  typeName,
} from './types.ts';
import { arrayOf, bigint, boolean, double, integer, real, varchar } from './types.ts';
import type { SqlType } from './types.ts';

type Verb = 'CAST' | 'TRY_CAST';

/**
 * CAST and TRY_CAST. DuckDB's own casts differ (2.5 to 2, '1.7' to 2, '0x1F' to 31), so each is written out.
 * https://trino.io/docs/current/functions/conversion.html
 * @param target the type's node
 */
export function cast(value: Typed, target: unknown, verb: Verb): Typed {
  const type = targetType(target);
  const widened = commonType(value.type, type);
  if (widened && sameType(widened, type)) return { sql: coerce(value, type), type };
  const sql = converted(value, type, verb);
  if (sql) return { sql, type };
  throw new QueryError('TYPE_MISMATCH', `Cannot cast ${typeName(value.type)} to ${typeName(type)}`);
}

function converted({ sql, type: from }: Typed, to: SqlType, verb: Verb): string | undefined {
  const direct = `${verb}(${sql} AS ${duckType(to)})`;
  if (from.name === 'varchar') return fromText(sql, to, verb);
  if (to.name === 'varchar') return toText(sql, from);
  if (isFloating(from)) return fromFloating(sql, to, verb);
  if (isInteger(from) || from.name === 'decimal')
    return isNumber(to) || to.name === 'boolean' ? direct : undefined;
  if (from.name === 'boolean') return isNumber(to) ? direct : undefined;
  if (from.name === 'timestamp') return to.name === 'date' ? direct : undefined;
  return undefined;
}

const isNumber = (type: SqlType) => isInteger(type) || isFloating(type) || type.name === 'decimal';

/** Doubles become whole numbers by rounding half away from zero, decimals through their shortest text. */
function fromFloating(sql: string, to: SqlType, verb: Verb): string | undefined {
  if (isInteger(to)) return `${verb}(round(${sql}) AS ${duckType(to)})`;
  if (to.name === 'decimal') return `${verb}(CAST(${sql} AS VARCHAR) AS ${duckType(to)})`;
  return isFloating(to) || to.name === 'boolean' ? `${verb}(${sql} AS ${duckType(to)})` : undefined;
}

function toText(sql: string, from: SqlType): string | undefined {
  if (isFloating(from)) {
    throw notSupported(
      `a cast of ${from.name} to text, whose digits it writes differently`,
      'CAST it AS DECIMAL(p, s) first.',
    );
  }
  if (from.name === 'timestamp') return `strftime(${sql}, '%Y-%m-%d %H:%M:%S.%g')`;
  if (isFraction(from)) return `CAST(CAST(${sql} AS ${duckType(withWholeDigit(from))}) AS VARCHAR)`;
  return from.name === 'array' ? undefined : `CAST(${sql} AS VARCHAR)`;
}

const number = String.raw`[+-]?(\d+\.?\d*|\.\d+)`;
const exponent = String.raw`([eE][+-]?\d+)?`;
/**
 * What Java reads: also with blanks around it or the type's letter behind it.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#valueOf(java.lang.String)
 */
const javaDouble = String.raw`[\x00-\x20]*(${number}${exponent}[dDfF]?|[+-]?NaN|[+-]?Infinity)[\x00-\x20]*`;
const textPatterns: Partial<Record<SqlType['name'], string>> = {
  tinyint: String.raw`[+-]?\d+`,
  smallint: String.raw`[+-]?\d+`,
  integer: String.raw`[+-]?\d+`,
  bigint: String.raw`[+-]?\d+`,
  decimal: number,
  real: javaDouble,
  double: javaDouble,
  boolean: '(?i)true|false|t|f|1|0',
  date: String.raw`\d{4}-\d{2}-\d{2}`,
  timestamp: String.raw`\d{4}-\d{2}-\d{2}( ([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,3})?)?)?`,
};

const hexadecimal = String.raw`[\x00-\x20]*[+-]?0[xX][\da-fA-F.]+[pP][+-]?\d+[dDfF]?[\x00-\x20]*`;
const otherDate = String.raw`\s*[+-]?\d{4,}-\d{1,2}-\d{1,2}`;
const foreignDigits = String.raw`[+-]?\p{Nd}+`;
const usualDigits = 'with other digits than 2020-02-29 or 2020-02-29 01:02:03.456';
/** Texts that Athena may take too, but whose value is not the one that DuckDB reads, and what they are called. */
const refusedTexts: Partial<Record<SqlType['name'], [pattern: string, kind: string]>> = {
  tinyint: [foreignDigits, 'in other digits than 0 to 9'],
  smallint: [foreignDigits, 'in other digits than 0 to 9'],
  integer: [foreignDigits, 'in other digits than 0 to 9'],
  bigint: [foreignDigits, 'in other digits than 0 to 9'],
  real: [hexadecimal, 'in hexadecimal digits'],
  double: [hexadecimal, 'in hexadecimal digits'],
  decimal: [String.raw`${number}[eE][+-]?\d+`, 'with an exponent'],
  date: [String.raw`${otherDate}\s*`, usualDigits],
  timestamp: [String.raw`${otherDate}(\s.*)?`, usualDigits],
};

/** A text is cast only when it reads as Athena wants it. */
function fromText(sql: string, to: SqlType, verb: Verb): string | undefined {
  const pattern = textPatterns[to.name];
  if (!pattern) return undefined;
  const fits = `regexp_full_match(${sql}, ${quoteText(pattern)})`;
  const failure = `error('INVALID_CAST_ARGUMENT: Cannot cast ''' || ${sql} || ''' to ${typeName(to)}')`;
  const refused = refusedText(sql, to);
  const otherwise = verb === 'CAST' ? ` WHEN ${sql} IS NOT NULL THEN ${failure}` : '';
  const text = isFloating(to) ? bareNumber(sql) : sql;
  return `(CASE WHEN ${fits} THEN ${verb}(${text} AS ${duckType(to)})${refused}${otherwise} END)`;
}

/** What DuckDB reads of a text that Java takes for a number. */
function bareNumber(sql: string): string {
  return `regexp_extract(${sql}, ${quoteText(String.raw`NaN|[+-]?Infinity|${number}${exponent}`)})`;
}

function refusedText(sql: string, to: SqlType): string {
  const [pattern, kind] = refusedTexts[to.name] ?? [];
  if (!pattern) return '';
  const { code, message } = notSupported(`casts to ${to.name} of a text ${kind}`, 'Write it as usual.');
  return ` WHEN regexp_full_match(${sql}, ${quoteText(pattern)}) THEN ${raise(code, message)}`;
}

const simpleTypes: Record<string, SqlType> = {
  tiny_int: { name: 'tinyint' },
  small_int: { name: 'smallint' },
  int: integer,
  big_int: bigint,
  float: real,
  double,
  boolean,
  date,
};

function targetType(node: unknown): SqlType {
  const { data_type: name, ...members } = node as { data_type: string };
  if (name === 'decimal') return decimalType(members);
  if (name === 'array') return arrayOf(targetType(membersOf('array', members, 'element_type').element_type));
  membersOf(`the type ${name}`, members, ...(name === 'timestamp' ? ['precision'] : []));
  if (name === 'var_char') return varchar;
  if (name === 'timestamp') return timestampType((members as { precision: number | null }).precision ?? 3);
  const type = Object.hasOwn(simpleTypes, name) ? simpleTypes[name] : undefined;
  if (type) return type;
  throw notSupported(`casts to ${name.replaceAll('_', ' ')}`, 'Cast to another type.');
}

function decimalType(members: object): SqlType {
  const { precision, scale } = membersOf('decimal', members, 'precision', 'scale');
  if (precision === undefined) {
    throw notSupported(
      'DECIMAL without precision',
      'Write DECIMAL(p, s), or the number without the word DECIMAL.',
    );
  }
  return decimal(Number(precision), Number(scale ?? 0));
}

function timestampType(precision: number): SqlType {
  if (precision === 3) return timestamp;
  throw notSupported(`TIMESTAMP(${precision})`, 'Write TIMESTAMP, which has milliseconds.');
}
