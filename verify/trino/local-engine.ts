import { runQuery } from '../../cli/aws/queries.ts';
import type { Session } from '../../cli/session.ts';
import type { Answer } from './answer.ts';
import type { Query } from './statements.ts';
import { athenaText, athenaType } from './values.ts';

/** Runs a query on the local runtime's Athena. */
export async function askLocally(session: Session, query: Query, signal: AbortSignal): Promise<Answer> {
  const answer: Answer = { columns: [], rows: [], seconds: 0 };
  for await (const { columns, rows } of runQuery(session, query.sql, query.parameters, signal)) {
    answer.columns = columns.map((column) => ({ name: column.Name!, type: athenaType(column) }));
    for (const row of rows)
      answer.rows.push(row.map((value, i) => athenaText(value, answer.columns[i]!.type)));
  }
  return answer;
}
