import type { Execution } from './queries/execution.ts';
import type { Queries } from './queries/queries.ts';
import type { RequestTokens } from './request-tokens.ts';

/** What Athena's operations share. */
export interface AthenaState extends Omit<Execution, 'records'> {
  queries: Queries;
  requestTokens: RequestTokens;
}
