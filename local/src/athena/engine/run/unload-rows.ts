import { notSupported } from '../query-error.ts';
import { textOf } from '../sql/cast-to-text.ts';
import type { Query } from '../translate/query.ts';
import { quoteName, quoteText } from '../sql/typed.ts';
import { isFloating, isFraction, typeName } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';

/** The rows of a TEXTFILE: what DuckDB writes in other digits than Athena, as texts. */
export function textRows({ sql, columns }: Query): string {
  const odd = columns.find(
    ({ type }) =>
      ['array', 'map', 'timestamp with time zone'].includes(type.name) || type.name.startsWith('interval'),
  );
  if (odd)
    throw notSupported(
      `UNLOAD of ${typeName(odd.type)} (${odd.name}) as TEXTFILE`,
      'Use JSON or PARQUET, or CAST it.',
    );
  if (!columns.some(({ type }) => isFloating(type) || isFraction(type))) return sql;
  const list = columns.map(({ physical, type }) => {
    const name = quoteName(physical);
    return isFloating(type) || isFraction(type) ? `${textOf({ sql: name, type })} AS ${name}` : name;
  });
  return `SELECT ${list.join(', ')} FROM (${sql})`;
}

/**
 * The rows of a JSON file as texts: names in lower case, digits as Java writes them, NaN and infinity in quotes.
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/json/JsonSerializer.java
 */
export function jsonRows({ sql, columns }: Query): string {
  const members = columns.map(({ name, physical, type }, index) => {
    const key = `${index === 0 ? '{' : ','}${JSON.stringify(name.toLowerCase())}:`;
    return `${quoteText(key)} || ${orNull(quoteName(physical), type)}`;
  });
  return `SELECT ${members.join(' || ')} || '}' AS "row" FROM (${sql})`;
}

const orNull = (sql: string, type: SqlType, depth = 0) => `COALESCE(${jsonText(sql, type, depth)}, 'null')`;

function jsonText(sql: string, type: SqlType, depth: number): string {
  switch (type.name) {
    case 'map':
    case 'timestamp with time zone':
    case 'interval day to second':
    case 'interval year to month':
      throw notSupported(`UNLOAD of ${typeName(type)} as JSON`, 'CAST it, or leave it out.');
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
      const texts = `list_transform(${sql}, lambda ${element}: ${orNull(element, type.element, depth + 1)})`;
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
