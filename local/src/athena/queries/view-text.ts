import type { Table } from '@aws-sdk/client-glue';

/** A view's query and the database of its tables; undefined of a table. */
export function viewText({ ViewOriginalText = '' }: Table): { sql: string; schema: string } | undefined {
  const [, text] = /^\/\* Presto View: (.*) \*\/$/.exec(ViewOriginalText) ?? [];
  if (text === undefined) return undefined;
  const { originalSql, schema } = JSON.parse(Buffer.from(text, 'base64').toString()) as Record<
    string,
    string
  >;
  return { sql: originalSql!, schema: schema! };
}
