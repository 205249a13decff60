import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBScalarFunction,
  FLOAT,
  INTEGER,
  LIST,
  SQLNULL,
  VARCHAR,
  listValue,
} from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { QueryError } from '../query-error.ts';
import { double, real } from '../sql/types.ts';
import { daysOfDate } from '../texts/day.ts';
import { decimalText } from '../texts/decimal.ts';
import { quotient, remainder } from '../texts/division.ts';
import { doubleText } from '../texts/double.ts';
import { integerText } from '../texts/integer.ts';
import { dayTimeText, yearMonthText } from '../texts/interval.ts';
import { isoDays, isoMicros } from '../texts/iso-time.ts';
import { microsOfTimestamp } from '../texts/moment.ts';
import {
  isJsonScalar,
  jsonArrayLength,
  jsonExtract,
  jsonExtractScalar,
  jsonForCast,
  jsonParse,
  jsonSize,
} from '../texts/json/calls.ts';
import { jodaPieces, mysqlPieces } from '../texts/time-format.ts';
import type { Piece } from '../texts/time-format.ts';
import {
  regexpCount,
  regexpExtract,
  regexpExtractAll,
  regexpLike,
  regexpPosition,
  regexpReplace,
  regexpSplit,
} from '../texts/regexp-calls.ts';
import { levenshtein, padded, positionOf, reversed, split, splitPart, translated } from '../texts/split.ts';
import { timeReader } from '../texts/time-parse.ts';
import type { ReadTime } from '../texts/time-parse.ts';
import { scientificText, shortestFloat, valueText } from './value-text.ts';

interface Function {
  takes: DuckDBType[];
  returns: DuckDBType;
  /** Called without NULLs, which give NULL. */
  evaluate: (...values: never[]) => DuckDBValue | (string | null)[] | undefined;
}

const ofText = (returns: DuckDBType, evaluate: (text: string) => DuckDBValue | undefined): Function => ({
  takes: [VARCHAR],
  returns,
  evaluate,
});
const of = (takes: DuckDBType[], returns: DuckDBType, evaluate: Function['evaluate']): Function => ({
  takes,
  returns,
  evaluate,
});
/** Of texts and, behind them, other values. */
const ofTexts = (count: number, more: DuckDBType[], returns: DuckDBType, evaluate: Function['evaluate']) =>
  of([...Array<DuckDBType>(count).fill(VARCHAR), ...more], returns, evaluate);
const texts = LIST(VARCHAR);
const ofDecimals = (evaluate: (a: string, b: string, scale: number) => string): Function => ({
  takes: [VARCHAR, VARCHAR, INTEGER],
  returns: VARCHAR,
  evaluate,
});

/** Reads times in formats, each of which is prepared once. */
const ofTimes = (pieces: (format: string) => Piece[]): Function => {
  const readers = new Map<string, ReadTime>();
  return {
    takes: [VARCHAR, VARCHAR],
    returns: BIGINT,
    evaluate(text: string, format: string) {
      const read = readers.get(format) ?? timeReader(pieces(format));
      readers.set(format, read);
      return read(text);
    },
  };
};

/** What DuckDB reads, writes or reckons differently from Athena, as functions that it calls for the rows concerned. */
const functions: Record<string, Function> = {
  athena_integer_text: ofText(VARCHAR, integerText),
  athena_decimal_text: ofText(VARCHAR, decimalText),
  athena_double_text: ofText(VARCHAR, doubleText),
  athena_days: ofText(INTEGER, daysOfDate),
  athena_micros: ofText(BIGINT, microsOfTimestamp),
  athena_iso_days: ofText(INTEGER, isoDays),
  athena_iso_micros: ofText(BIGINT, isoMicros),
  athena_parse_mysql: ofTimes(mysqlPieces),
  athena_parse_joda: ofTimes(jodaPieces),
  // Whoever tries it needs no words.
  athena_fail: of([VARCHAR], SQLNULL, (message: string) => {
    throw new Error(message);
  }),
  athena_quotient: ofDecimals(quotient),
  athena_remainder: ofDecimals(remainder),
  athena_double: { takes: [DOUBLE], returns: VARCHAR, evaluate: valueText(double) },
  athena_scientific_double: {
    takes: [DOUBLE],
    returns: VARCHAR,
    evaluate: (value: number) => scientificText(value, (number) => number.toExponential()),
  },
  athena_scientific_real: {
    takes: [FLOAT],
    returns: VARCHAR,
    evaluate: (value: number) => scientificText(value, shortestFloat),
  },
  athena_day_time: { takes: [BIGINT], returns: VARCHAR, evaluate: dayTimeText },
  athena_year_month: { takes: [INTEGER], returns: VARCHAR, evaluate: yearMonthText },
  athena_regexp_like: ofTexts(2, [], BOOLEAN, regexpLike),
  athena_regexp_extract: ofTexts(2, [BIGINT], VARCHAR, regexpExtract),
  athena_regexp_extract_all: ofTexts(2, [BIGINT], texts, regexpExtractAll),
  athena_regexp_replace: ofTexts(3, [], VARCHAR, regexpReplace),
  athena_regexp_split: ofTexts(2, [], texts, regexpSplit),
  athena_regexp_count: ofTexts(2, [], BIGINT, regexpCount),
  athena_regexp_position: ofTexts(2, [], INTEGER, regexpPosition),
  athena_split: ofTexts(2, [BIGINT], texts, split),
  athena_split_part: ofTexts(2, [BIGINT], VARCHAR, splitPart),
  athena_reverse: ofText(VARCHAR, reversed),
  athena_lpad: of([VARCHAR, BIGINT, VARCHAR], VARCHAR, (text: string, size: bigint, filling: string) =>
    padded(text, size, filling, 'left'),
  ),
  athena_rpad: of([VARCHAR, BIGINT, VARCHAR], VARCHAR, (text: string, size: bigint, filling: string) =>
    padded(text, size, filling, 'right'),
  ),
  athena_position: ofTexts(2, [BIGINT], BIGINT, positionOf),
  athena_translate: ofTexts(3, [], VARCHAR, translated),
  athena_levenshtein: ofTexts(2, [], BIGINT, levenshtein),
  athena_json_parse: ofText(VARCHAR, jsonParse),
  athena_json_extract: ofTexts(2, [], VARCHAR, jsonExtract),
  athena_json_extract_scalar: ofTexts(2, [], VARCHAR, jsonExtractScalar),
  athena_json_size: ofTexts(2, [], BIGINT, jsonSize),
  athena_json_array_length: ofText(BIGINT, jsonArrayLength),
  athena_is_json_scalar: ofText(BOOLEAN, isJsonScalar),
  athena_json_for_cast: ofTexts(2, [], VARCHAR, jsonForCast),
  athena_real: { takes: [FLOAT], returns: VARCHAR, evaluate: valueText(real) },
};

/** Makes the functions known to a database. */
export function registerTextFunctions(connection: DuckDBConnection): void {
  for (const [name, { takes, returns, evaluate }] of Object.entries(functions)) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        parameterTypes: takes,
        returnType: returns,
        mainFunction(info, input, output) {
          try {
            const columns = takes.map((_, index) => input.getColumnVector(index));
            for (let row = 0; row < input.rowCount; row++) {
              const values = columns.map((column) => column.getItem(row));
              const result = values.includes(null) ? null : (evaluate(...(values as never[])) ?? null);
              output.setItem(row, Array.isArray(result) ? listValue(result) : result);
            }
            output.flush();
          } catch (error) {
            info.setError(error instanceof QueryError ? `${error.code}: ${error.message}` : String(error));
          }
        },
      }),
    );
  }
}
