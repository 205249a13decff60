import { QueryError, notSupported } from '../query-error.ts';
import { alwaysFits, convertNumber, numberFailure } from './cast-number.ts';
import { lengthOf, targetType } from './cast-target.ts';
import { readText, textFailure } from './cast-text.ts';
import { castToText } from './cast-to-text.ts';
import { jsonOrNull } from './json-text.ts';
import { coerce, quoteText } from './typed.ts';
import type { Typed } from './typed.ts';
import { localTime } from './zones.ts';
import { commonType, duckType, isNumeric, sameType, typeName } from './types.ts';
import type { SqlType } from './types.ts';

type Verb = 'CAST' | 'TRY_CAST';

/**
 * CAST and TRY_CAST. DuckDB's own casts differ (2.5 to 2, '1.7' to 2, '0x1F' to 31), so each is written out: as what
 * gives NULL for a value that does not fit, which CAST then makes the query's failure.
 * https://trino.io/docs/current/functions/conversion.html
 * @param target the type's node
 */
export function cast(value: Typed, target: unknown, verb: Verb): Typed {
  const cast = castTo(value, targetType(target), verb);
  const length = lengthOf(target);
  return length === undefined ? cast : { sql: ofLength(value, cast.sql, length, verb), type: cast.type };
}

/** A longer text is cut off; of another value it is a failure. */
function ofLength({ type: from }: Typed, sql: string, length: number, verb: Verb): string {
  if (from.name === 'varchar' || from.name === 'json') return `substr(${sql}, 1, ${length})`;
  const failure = `'INVALID_CAST_ARGUMENT: Value ' || ${sql} || ' cannot be represented as varchar(${length})'`;
  const otherwise = verb === 'CAST' ? `error(${failure})` : 'NULL';
  return `(CASE WHEN length(${sql}) > ${length} THEN ${otherwise} ELSE ${sql} END)`;
}

/** The same to a type. */
export function castTo(value: Typed, type: SqlType, verb: Verb): Typed {
  const widened = commonType(value.type, type);
  if (widened && sameType(widened, type)) return { sql: coerce(value, type), type };
  const sql = converted(value, type, verb);
  if (sql) return { sql, type };
  if (value.type.name === 'varchar' && type.name === 'timestamp with time zone')
    throw notSupported(
      'a cast of a text to a time with its zone',
      'Use from_iso8601_timestamp or parse_datetime.',
    );
  throw new QueryError('TYPE_MISMATCH', `Cannot cast ${typeName(value.type)} to ${typeName(type)}`);
}

function converted(value: Typed, to: SqlType, verb: Verb): string | undefined {
  const { sql, type: from } = value;
  if (to.name === 'varchar' && from.name !== 'json') return castToText(value);
  if (from.name === 'json') return fromJson(sql, to, verb);
  if (to.name === 'json') return `CASE WHEN ${sql} IS NOT NULL THEN ${jsonOrNull(sql, from)} END`;
  if (from.name === 'varchar') return orFailure(readText(sql, to), verb, textFailure(sql, to));
  if (isNumeric(from) || from.name === 'boolean') {
    const number = convertNumber(value, to);
    return alwaysFits(from, to) ? number : orFailure(number, verb, numberFailure(value, to));
  }
  if (from.name === 'timestamp with time zone' && (to.name === 'timestamp' || to.name === 'date'))
    return `CAST(${localTime(value)} AS ${duckType(to)})`;
  return from.name === 'timestamp' && to.name === 'date' ? `CAST(${sql} AS DATE)` : undefined;
}

/** The types that JSON is cast to. */
const ofJson = /^(array\(|map\(varchar,)*(varchar|boolean|double|bigint|integer|smallint|tinyint)\)*$/;

function fromJson(sql: string, to: SqlType, verb: Verb): string {
  const name = typeName(to);
  if (!ofJson.test(name) || verb === 'TRY_CAST')
    throw notSupported(
      `${verb} of JSON to ${name}`,
      'Take texts and numbers by json_extract_scalar, and CAST them.',
    );
  const fitting = `CAST(athena_json_for_cast(${sql}, ${quoteText(name)}) AS JSON)`;
  return to.name === 'varchar' ? `(${fitting} ->> '$')` : `CAST(${fitting} AS ${duckType(to)})`;
}

/** @param failure code and message in SQL; NULL where the value is, too, which then is the result */
function orFailure(tried: string | undefined, verb: Verb, failure: string): string | undefined {
  if (verb === 'TRY_CAST' || tried === undefined) return tried;
  return `COALESCE(${tried}, error(${failure}))`;
}
