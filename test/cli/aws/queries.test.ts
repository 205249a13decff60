import type { StartQueryExecutionCommandInput } from '@aws-sdk/client-athena';
import { runQuery } from '../../../cli/aws/queries.ts';
import { fakeSession } from '../support/fake-session.ts';

const never = new AbortController().signal;
const row = (...values: (string | undefined)[]) => ({
  Data: values.map((VarCharValue) => ({ VarCharValue })),
});
const metadata = {
  ColumnInfo: [
    { Name: 'rank', Type: 'bigint' },
    { Name: 'city', Type: 'varchar' },
  ],
};

function athena(states: string[], statementType = 'DML', reason?: string) {
  const stopped: unknown[] = [];
  const started: StartQueryExecutionCommandInput[] = [];
  const pages: Record<string, object> = {
    first: {
      ResultSet: { ResultSetMetadata: metadata, Rows: [row('rank', 'city'), row('1', undefined)] },
      NextToken: 'second',
    },
    second: { ResultSet: { ResultSetMetadata: metadata, Rows: [row('rank', 'city')] } },
  };
  return {
    stopped,
    started,
    startQueryExecution: async (request: StartQueryExecutionCommandInput) => {
      started.push(request);
      return { QueryExecutionId: 'q-1' };
    },
    getQueryExecution: async () => {
      const State = states.length > 1 ? states.shift() : states[0];
      return {
        QueryExecution: {
          QueryExecutionId: 'q-1',
          StatementType: statementType,
          Status: { State, StateChangeReason: reason },
        },
      };
    },
    getQueryResults: async ({ NextToken = 'first' }: { NextToken?: string }) => pages[NextToken],
    stopQueryExecution: async (request: unknown) => stopped.push(request),
  };
}

async function collect(service: ReturnType<typeof athena>, parameters: string[] = [], signal = never) {
  const rows: unknown[] = [];
  const session = fakeSession({ athena: service as never });
  for await (const page of runQuery(session, 'SELECT 1', parameters, signal)) rows.push(...page.rows);
  return rows;
}

test('the rows of all pages come without the header, which only the first page has', async () => {
  const service = athena(['QUEUED', 'RUNNING', 'SUCCEEDED']);
  expect(await collect(service, ["'x'"])).toEqual([
    ['1', undefined],
    ['rank', 'city'],
  ]);
  expect(service.started).toEqual([
    {
      QueryString: 'SELECT 1',
      ExecutionParameters: ["'x'"],
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'nocturne_dev' },
      WorkGroup: 'nocturne-dev',
    },
  ]);
});

test('statements other than SELECT have no header', async () => {
  expect(await collect(athena(['SUCCEEDED'], 'UTILITY'))).toHaveLength(3);
});

test('a failed query gives its reason and status 2', async () => {
  await expect(collect(athena(['FAILED'], 'DML', 'TABLE_NOT_FOUND: x'))).rejects.toMatchObject({
    message: 'The query failed: TABLE_NOT_FOUND: x (query q-1)',
    status: 2,
  });
});

test('an interruption stops the query', async () => {
  const service = athena(['RUNNING']);
  await expect(collect(service, [], AbortSignal.abort())).rejects.toMatchObject({ status: 130 });
  expect(service.stopped).toEqual([{ QueryExecutionId: 'q-1' }]);
});
