import { notSupported } from '../query-error.ts';
import { textOf } from '../sql/cast-to-text.ts';
import type { Query } from '../translate/query.ts';
import { jsonOrNull } from '../sql/json-text.ts';
import { quoteName, quoteText } from '../sql/typed.ts';
import { isFloating, isFraction, typeName } from '../sql/types.ts';

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
    return `${quoteText(key)} || ${jsonOrNull(quoteName(physical), type)}`;
  });
  return `SELECT ${members.join(' || ')} || '}' AS "row" FROM (${sql})`;
}
