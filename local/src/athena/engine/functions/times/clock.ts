import { castTo } from '../../sql/cast.ts';
import { momentOf, utc, zoneArgument } from '../../sql/zones.ts';
import type { Typed } from '../../sql/typed.ts';
import { bigint, date, dayTime, double, timestamp, varchar, zoned } from '../../sql/types.ts';
import { argument, as } from '../arguments.ts';
import { ofValues } from '../function.ts';
import type { Scalar } from '../function.ts';

/** Milliseconds since 1970 as a moment; the half is rounded up, as Java does. */
const moment = (seconds: string) => `epoch_ms(CAST(floor(${seconds} * 1000 + 0.5) AS BIGINT))`;
/** When the query began. */
const now = `CAST(date_trunc('millisecond', now()) AS TIMESTAMP)`;

export const clockFunctions: Record<string, Scalar> = {
  now: ofValues([], zoned(utc), () => now),
  current_timestamp: ofValues([], zoned(utc), () => now),
  localtimestamp: ofValues([], timestamp, () => now),
  current_date: ofValues([], date, () => `CAST(${now} AS DATE)`),
  current_timezone: ofValues([], varchar, () => `'${utc}'`),
  date: { takes: [1, 1], translate: (args) => castTo(argument(args, 0), date, 'CAST') },
  last_day_of_month: {
    takes: [1, 1],
    translate: (args) => castTo({ sql: `last_day(${as(args, 0, timestamp)})`, type: date }, date, 'CAST'),
  },
  from_unixtime: {
    takes: [1, 2],
    translate: (args) => ({
      sql: moment(as(args, 0, double)),
      type: zoned(args.values.length > 1 ? zoneArgument(argument(args, 1)) : utc),
    }),
  },
  to_unixtime: ofValues([zoned(utc)], double, (time) => `(epoch_ms(${time}) / CAST(1000 AS DOUBLE))`),
  to_milliseconds: ofValues([dayTime], bigint, (interval) => interval),
  at_timezone: {
    takes: [2, 2],
    translate: (args) => atZone(argument(args, 0), argument(args, 1)),
  },
  with_timezone: {
    takes: [2, 2],
    translate(args) {
      const zone = zoneArgument(argument(args, 1));
      return { sql: momentOf(as(args, 0, timestamp), zone), type: zoned(zone) };
    },
  },
};

/** `AT TIME ZONE`: the same moment on other clocks. */
export function atZone(value: Typed, zone: Typed): Typed {
  return {
    sql: as({ name: 'AT TIME ZONE', values: [value] }, 0, zoned(undefined)),
    type: zoned(zoneArgument(zone)),
  };
}
