import { notSupported } from '../query-error.ts';
import { textOf } from './cast-to-text.ts';
import { typeName } from './types.ts';
import type { SqlType } from './types.ts';

/** A value as JSON in DuckDB's words, with digits as Java writes them; NULL is null. */
export const jsonOrNull = (sql: string, type: SqlType, depth = 0): string =>
  `COALESCE(${jsonText(sql, type, depth)}, 'null')`;

function jsonText(sql: string, type: SqlType, depth: number): string {
  switch (type.name) {
    case 'map':
    case 'timestamp with time zone':
    case 'interval day to second':
    case 'interval year to month':
      throw notSupported(`${typeName(type)} as JSON`, 'CAST it, or leave it out.');
    case 'json':
      return sql;
    case 'varchar':
      return `CAST(to_json(${sql}) AS VARCHAR)`;
    case 'date':
    case 'timestamp':
      return `'"' || CAST(${sql} AS VARCHAR) || '"'`;
    case 'double':
    case 'real': {
      const text = textOf({ sql, type });
      return `CASE WHEN isfinite(${sql}) THEN ${text} ELSE '"' || ${text} || '"' END`;
    }
    case 'array': {
      const element = `e${depth}`;
      const texts = `list_transform(${sql}, lambda ${element}: ${jsonOrNull(element, type.element, depth + 1)})`;
      return `'[' || array_to_string(${texts}, ',') || ']'`;
    }
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'unknown':
      return textOf({ sql, type });
  }
}
