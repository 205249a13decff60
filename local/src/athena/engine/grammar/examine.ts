import { QueryError } from '../query-error.ts';
import { SyntaxFailure } from '../sql/syntax-failure.ts';
import { checkQuery } from './checks/index.ts';
import type { Finding } from './finding.ts';
import { parse } from './parse.ts';

/** Says why Athena does not run a query, as far as its text alone tells; undefined when it finds nothing. */
export function examine(sql: string): Finding | undefined {
  try {
    checkQuery(parse(sql));
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxFailure) return { kind: 'unparsable', message: error.message };
    if (error instanceof QueryError) return { kind: 'failing', code: error.code, message: error.message };
    throw error;
  }
}
