import { notSupported } from '../query-error.ts';
import { mayBeNaN } from '../sql/nan.ts';
import { raise } from '../sql/typed.ts';
import { double } from '../sql/types.ts';
import { argument, as } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { SetResult } from './function.ts';

/** Beyond it squares leave the range of doubles, in another way in either engine. */
const LARGEST = '1e150';

/** A variance or standard deviation: NaN where one of the numbers is not finite, which DuckDB refuses. */
export function deviation(name: string, args: Arguments): SetResult {
  const value = as(args, 0, double);
  if (!mayBeNaN(argument(args, 0))) return { sql: (call) => call(name, value), type: double };
  const { code, message } = notSupported(`${name} of numbers beyond ${LARGEST}`, 'Divide them first.');
  return {
    sql: (call) => {
      const largest = call('max', `abs(${value})`);
      const [many, nan] = [`${call('count', value)} > 1`, `CAST('NaN' AS DOUBLE)`];
      const undefinedValue = name.endsWith('_samp') ? `CASE WHEN ${many} THEN ${nan} END` : nan;
      const finite = call(name, `CASE WHEN abs(${value}) <= ${LARGEST} THEN ${value} END`);
      return `(CASE WHEN NOT isfinite(${largest}) THEN ${undefinedValue} WHEN ${largest} > ${LARGEST} THEN ${raise(code, message)} ELSE ${finite} END)`;
    },
    type: double,
  };
}
