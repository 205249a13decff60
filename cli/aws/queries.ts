import type { Athena, ColumnInfo, QueryExecution, Row } from '@aws-sdk/client-athena';
import { interrupted } from '../context.ts';
import { CommandFailure } from '../failure.ts';
import type { Session } from '../session.ts';
import { pause } from '../pause.ts';

/** A page of a statement's result: texts as Athena prints them, undefined for NULL. */
export interface ResultPage {
  columns: ColumnInfo[];
  rows: (string | undefined)[][];
}

/**
 * Runs one statement to its end and hands its result over page by page.
 * @throws CommandFailure with status 2 when the query fails; AWS's error when it is refused
 */
export async function* runQuery(
  session: Session,
  statement: string,
  parameters: string[],
  signal: AbortSignal,
): AsyncGenerator<ResultPage> {
  const { names, place } = session;
  if (names.workgroup === undefined) {
    throw new CommandFailure(
      'NoWorkgroup',
      `${place[0]!.toUpperCase()}${place.slice(1)} has no AWS::Athena::WorkGroup, which says where results go: no statement can run.`,
    );
  }
  const athena = await session.clients.athena();
  const { QueryExecutionId } = await athena.startQueryExecution({
    QueryString: statement,
    ExecutionParameters: parameters.length > 0 ? parameters : undefined,
    QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: names.database },
    WorkGroup: names.workgroup,
  });
  const execution = await waitForQuery(athena, QueryExecutionId!, session.pollMs, signal);
  yield* readPages(athena, execution);
}

async function waitForQuery(
  athena: Athena,
  id: string,
  pollMs: number,
  signal: AbortSignal,
): Promise<QueryExecution> {
  for (;;) {
    const { QueryExecution: execution } = await athena.getQueryExecution({ QueryExecutionId: id });
    const state = execution!.Status!.State;
    if (state === 'SUCCEEDED') return execution!;
    if (state === 'FAILED' || state === 'CANCELLED') throw queryFailure(execution!);
    if (signal.aborted) {
      await athena.stopQueryExecution({ QueryExecutionId: id });
      throw interrupted();
    }
    await pause(pollMs, signal);
  }
}

function queryFailure({ QueryExecutionId, Status }: QueryExecution): CommandFailure {
  const reason = Status?.StateChangeReason ?? Status?.AthenaError?.ErrorMessage ?? 'Athena gave no reason.';
  const outcome = Status!.State === 'FAILED' ? 'failed' : 'was cancelled';
  return new CommandFailure('QueryFailed', `The query ${outcome}: ${reason} (query ${QueryExecutionId})`, 2);
}

async function* readPages(athena: Athena, execution: QueryExecution): AsyncGenerator<ResultPage> {
  let nextToken: string | undefined;
  let first = true;
  do {
    const page = await athena.getQueryResults({
      QueryExecutionId: execution.QueryExecutionId,
      NextToken: nextToken,
    });
    const columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
    const rows = (page.ResultSet?.Rows ?? []).map(texts);
    if (first && isHeader(execution, columns, rows[0])) rows.shift();
    yield { columns, rows };
    first = false;
    nextToken = page.NextToken;
  } while (nextToken);
}

function texts(row: Row): (string | undefined)[] {
  return (row.Data ?? []).map((datum) => datum.VarCharValue);
}

/** The first row of a SELECT's result repeats the column names; other statements have no such row. */
function isHeader(
  execution: QueryExecution,
  columns: ColumnInfo[],
  row: (string | undefined)[] | undefined,
): boolean {
  return (
    execution.StatementType === 'DML' && row !== undefined && columns.every(({ Name }, i) => row[i] === Name)
  );
}
