import { fullDisk } from '../../../disk-full.ts';
import { QueryError } from '../query-error.ts';
import type { QueryErrorCode } from '../query-error.ts';

/** What one kind of message of DuckDB's or Node's means; the words may name what the pattern finds. */
type Meaning = [pattern: RegExp, code: QueryErrorCode, words: (found: string[], message: string) => string];

const typeNames: Record<string, string> = {
  BOOL: 'boolean',
  DOUBLE: 'double',
  FLOAT: 'real',
  INT8: 'tinyint',
  INT16: 'smallint',
  INT32: 'integer',
  INT64: 'bigint',
  VARCHAR: 'varchar',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
};
const typeOf = (name = '') => typeNames[name] ?? name.toLowerCase();

const symbols: Record<string, string> = { addition: '+', subtraction: '-', multiplication: '*' };

/** From the most particular on; the first that fits counts. */
const meanings: Meaning[] = [
  [
    /^(?:.*file "([^"]+)")?.*(?:no space left on device|ENOSPC)/is,
    'GENERIC_INSUFFICIENT_RESOURCES',
    ([path]) => fullDisk(path ?? 'the home directory'),
  ],
  [
    /^Out of Memory Error/,
    'EXCEEDED_LOCAL_MEMORY_LIMIT',
    () => 'The query needs more memory than the local engine may take. Let it read or join fewer rows.',
  ],
  [
    /subquer(?:y|ies) can only return a single row|returned by a subquery/,
    'SUBQUERY_MULTIPLE_ROWS',
    () => 'Scalar sub-query has returned multiple rows',
  ],
  [
    /Overflow in (addition|subtraction|multiplication) of (\w+) \((-?[\d.]+) \S (-?[\d.]+)\)/,
    'NUMERIC_VALUE_OUT_OF_RANGE',
    ([operation = '', type, left, right]) =>
      `${typeOf(type)} ${operation} overflow: ${left} ${symbols[operation]} ${right}`,
  ],
  [
    /Type INT128 with value (-?\d+) can't be cast because the value is out of range for the destination type INT64/,
    'NUMERIC_VALUE_OUT_OF_RANGE',
    ([value]) => `bigint addition overflow: the sum is ${value}`,
  ],
  [
    /^Conversion Error: Type \w+ with value (\S+) can't be cast because the value is out of range for the destination type (\w+)/,
    'INVALID_CAST_ARGUMENT',
    ([value, type]) => `Out of range for ${typeOf(type)}: ${value}`,
  ],
  [
    /^Conversion Error: (?:Could not cast|Casting) value "?([^"]*?)"? to (?:type )?(DECIMAL\(\d+,\s?\d+\))/,
    'INVALID_CAST_ARGUMENT',
    ([value, type]) => `Cannot cast '${value}' to ${type}`,
  ],
  [
    /^Conversion Error: [^"']*["'](.*?)["'] [^]*?(?:to|type) '?(\w+)/,
    'INVALID_CAST_ARGUMENT',
    ([value, type]) => `Cannot cast '${value}' to ${typeOf(type)}`,
  ],
  [
    /Cannot perform non-inner join on subquery/,
    'NOT_SUPPORTED',
    () => 'The local engine does not run subqueries in the condition of an outer join. Join their tables.',
  ],
  [
    /^Not implemented Error/,
    'NOT_SUPPORTED',
    () => 'The local engine does not run this combination of joins and subqueries. Write it in another way.',
  ],
  [/Invalid escape string/, 'INVALID_FUNCTION_ARGUMENT', () => 'Escape string must be a single character'],
  [
    /^Conversion Error/,
    'INVALID_CAST_ARGUMENT',
    () => 'A value cannot be represented in the type of its CAST',
  ],
  [/^Out of Range Error/, 'NUMERIC_VALUE_OUT_OF_RANGE', () => 'A number is beyond the range of its type'],
  [
    /^Binder Error: (\w[\w ]*?) (?:clause )?cannot contain (?:aggregate|window)/,
    'EXPRESSION_NOT_SCALAR',
    ([clause]) => `${clause} clause cannot contain aggregations, window functions or grouping operations`,
  ],
  [
    /column "(.*?)" must appear in the GROUP BY clause/,
    'EXPRESSION_NOT_AGGREGATE',
    ([column]) => `'${column}' must be an aggregate expression or appear in GROUP BY clause`,
  ],
  [
    /column .* must appear in the GROUP BY|not in GROUP BY|GROUP BY clause/,
    'EXPRESSION_NOT_AGGREGATE',
    () => 'Every column outside of aggregations must appear in GROUP BY clause',
  ],
  [
    /aggregate function calls cannot be nested/,
    'NESTED_AGGREGATION',
    () => 'Cannot nest aggregations inside aggregation',
  ],
  [
    /window function calls cannot be nested|aggregate function calls cannot contain window function/,
    'NESTED_WINDOW',
    () => 'Cannot nest window functions inside window function or aggregation arguments',
  ],
];

/** @returns undefined for a message of unknown meaning */
export function failureWords(message: string, buckets: string): QueryError | undefined {
  for (const [pattern, code, words] of meanings) {
    const found = pattern.exec(message);
    if (found) return new QueryError(code, words(found.slice(1), message));
  }
  return fileFailure(message, buckets);
}

const reading =
  /^(?:Invalid Input Error|IO Error|Invalid Error|TransactionContext Error|Serialization Error)/;

/** A file of a table that cannot be read: which object, and which line if the reader knows. */
function fileFailure(message: string, buckets: string): QueryError | undefined {
  const at = message.indexOf(`${buckets}/`);
  if (at < 0) return undefined;
  const [path = ''] = message.slice(at + buckets.length + 1).split(/["'\n]/);
  const line = /\bline:? (\d+)/i.exec(message)?.[1];
  const place = `s3://${path}${line ? `, line ${line}` : ''}`;
  if (message.startsWith('IO Error')) return new QueryError('HIVE_CURSOR_ERROR', `Failed to read ${place}`);
  return reading.test(message) ? new QueryError('HIVE_BAD_DATA', `Bad data in ${place}`) : undefined;
}
