import type { Grammar } from '../grammar/index.ts';
import type { Description, StatementText } from '../protocol.ts';
import { QueryError } from '../query-error.ts';
import { readStatement } from '../sql/statement.ts';
import { SyntaxFailure } from '../sql/syntax-failure.ts';
import { tablesUsed } from '../sql/tables-used.ts';

/** Reads a statement and says what it is about; nothing runs. */
export async function describe({ sql, parameters }: StatementText, grammar: Grammar): Promise<Description> {
  try {
    const { query, unload } = await readStatement(sql, parameters, grammar);
    const tables = tablesUsed(query);
    return unload ? { kind: 'unload', tables, target: unload.target } : { kind: 'query', tables };
  } catch (error) {
    if (error instanceof SyntaxFailure) return { kind: 'unparsable', message: error.message };
    if (error instanceof QueryError) return { kind: 'failing', code: error.code, message: error.message };
    throw error;
  }
}
