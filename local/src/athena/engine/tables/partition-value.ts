import { QueryError } from '../query-error.ts';
import { isNumeric } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { parseDouble } from './java/floating.ts';
import { parseBigDecimal } from './java/decimal.ts';
import { parseLong, ranges } from './java/whole.ts';

/**
 * A partition key's value as a text that casts to its type. An empty number is 0.
 * https://github.com/trinodb/trino/blob/435/plugin/trino-hive/src/main/java/io/trino/plugin/hive/util/HiveUtil.java
 * @throws QueryError HIVE_INVALID_PARTITION_VALUE
 */
export function partitionValue(key: string, value: string, type: SqlType): string {
  if (value === '' && isNumeric(type)) return '0';
  const found = valueOf(value, type);
  if (found !== undefined) return found;
  throw new QueryError(
    'HIVE_INVALID_PARTITION_VALUE',
    `Invalid partition value '${value}' for ${type.name.toUpperCase()} partition key: ${key}=${value}`,
  );
}

function valueOf(value: string, type: SqlType): string | undefined {
  switch (type.name) {
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint': {
      const number = parseLong(value);
      const [least, greatest] = ranges[type.name]!;
      return number !== undefined && number >= least && number <= greatest ? String(number) : undefined;
    }
    case 'real':
    case 'double':
      return parseDouble(value)?.toString();
    case 'decimal':
      return parseBigDecimal(value) && value;
    case 'boolean':
      return { '': 'false', true: 'true', false: 'false' }[value.toLowerCase()];
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined;
    case 'timestamp':
      return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(value) ? value : undefined;
    // A text; no partition key has the other types.
    case 'varchar':
    case 'array':
    case 'interval day to second':
    case 'interval year to month':
    case 'json':
    case 'map':
    case 'timestamp with time zone':
    case 'unknown':
      return value;
  }
}
