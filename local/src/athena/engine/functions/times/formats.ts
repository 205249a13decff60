import { notSupported } from '../../query-error.ts';
import { localTime, utc } from '../../sql/zones.ts';
import { quoteText } from '../../sql/typed.ts';
import type { Typed } from '../../sql/typed.ts';
import { date, timestamp, varchar, zoned } from '../../sql/types.ts';
import type { SqlType } from '../../sql/types.ts';
import { jodaPieces, mysqlPieces, printed } from '../../texts/time-format.ts';
import type { Piece } from '../../texts/time-format.ts';
import { timeReader } from '../../texts/time-parse.ts';
import { argument, as } from '../arguments.ts';
import type { Arguments } from '../arguments.ts';
import { ofValues } from '../function.ts';
import type { Scalar } from '../function.ts';

type Pieces = (format: string) => Piece[];

export const formatFunctions: Record<string, Scalar> = {
  date_format: writing(mysqlPieces),
  format_datetime: writing(jodaPieces),
  date_parse: reading(mysqlPieces, 'mysql', timestamp),
  parse_datetime: reading(jodaPieces, 'joda', zoned(utc)),
  from_iso8601_date: ofValues([varchar], date, (text) => `(DATE '1970-01-01' + athena_iso_days(${text}))`),
  from_iso8601_timestamp: ofValues(
    [varchar],
    zoned(utc),
    (text) => `make_timestamp(athena_iso_micros(${text}))`,
  ),
  to_iso8601: { takes: [1, 1], translate: iso },
};

function formatOf(args: Arguments): string {
  const { text } = argument(args, 1);
  if (text !== undefined) return text;
  throw notSupported(`${args.name} by a format that is no literal`, 'Write the format.');
}

function writing(pieces: Pieces): Scalar {
  return {
    takes: [2, 2],
    translate(args) {
      const time = argument(args, 0);
      const local = time.type.name === 'timestamp with time zone' ? localTime(time) : as(args, 0, timestamp);
      return { sql: `strftime(${local}, ${quoteText(printed(pieces(formatOf(args))))})`, type: varchar };
    },
  };
}

function reading(pieces: Pieces, name: string, type: SqlType): Scalar {
  return {
    takes: [2, 2],
    translate(args) {
      const format = formatOf(args);
      timeReader(pieces(format));
      return {
        sql: `make_timestamp(athena_parse_${name}(${as(args, 0, varchar)}, ${quoteText(format)}))`,
        type,
      };
    },
  };
}

function iso(args: Arguments): Typed {
  const time = argument(args, 0);
  if (time.type.name === 'date') return { sql: `strftime(${time.sql}, '%Y-%m-%d')`, type: varchar };
  const zone = time.type.name === 'timestamp with time zone' ? time.type.zone : '';
  if (zone !== utc && zone !== '')
    throw notSupported('to_iso8601 in another zone than UTC', 'Use format_datetime.');
  return {
    sql: `strftime(${as(args, 0, zone === '' ? timestamp : zoned(utc))}, '%Y-%m-%dT%H:%M:%S.%g${zone && 'Z'}')`,
    type: varchar,
  };
}
