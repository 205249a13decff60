import { randomUUID } from 'node:crypto';
import type { StartQueryExecutionInput, StartQueryExecutionOutput } from '@aws-sdk/client-athena';
import { ServiceError } from '../../service.ts';
import type { Call, Operation } from '../../service.ts';
import { checkCatalog } from '../check-catalog.ts';
import { invalidRequest } from '../errors.ts';
import { bucketLocationPermission, placeOf, workGroupPermission } from '../permissions.ts';
import type { Query } from '../queries/queries.ts';
import type { QueryRecord } from '../queries/record.ts';
import { catalogStatement, nameOf, unknownStatement } from '../statements/statement.ts';
import { checkResultConfiguration } from '../result-configuration.ts';
import { resultLocation } from '../result-location.ts';
import type { AthenaState } from '../state.ts';
import { findWorkGroup, primary } from '../work-groups.ts';

/** https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const maxQueryBytes = 262_144;
/** https://docs.aws.amazon.com/athena/latest/APIReference/API_ResultReuseByAgeConfiguration.html */
const maxReuseMinutes = 10_080;

export const startQueryExecution: Operation<
  AthenaState,
  StartQueryExecutionInput,
  StartQueryExecutionOutput
> = {
  members: {
    QueryString: 'text',
    ExecutionParameters: ['text'],
    QueryExecutionContext: { Catalog: 'text', Database: 'text' },
    WorkGroup: 'text',
    ResultConfiguration: {
      OutputLocation: 'text',
      EncryptionConfiguration: { EncryptionOption: 'text', KmsKey: 'text' },
      ExpectedBucketOwner: 'text',
      AclConfiguration: { S3AclOption: 'text' },
    },
    ResultReuseConfiguration: {
      ResultReuseByAgeConfiguration: { Enabled: 'flag', MaxAgeInMinutes: 'integer' },
    },
    ClientRequestToken: 'text',
  },
  partly: {
    QueryExecutionContext: 'Catalog is AwsDataCatalog',
    ResultConfiguration: 'encrypted with SSE_S3, no ACL, unless the work group enforces its own',
  },
  permissions: ({ WorkGroup = primary }, state) => [
    workGroupPermission('StartQueryExecution', state, WorkGroup),
  ],
  async run(input, state, call) {
    checkInput(input, state);
    const id = await state.requestTokens.once(input.ClientRequestToken, input, () =>
      start(input, state, call),
    );
    return { QueryExecutionId: id };
  },
};

async function start(input: StartQueryExecutionInput, state: AthenaState, call: Call): Promise<string> {
  const workGroup = findWorkGroup(state.workGroups, input.WorkGroup ?? primary);
  checkResultConfiguration(input.ResultConfiguration, workGroup, state);
  const location = resultLocation(input, workGroup);
  checkResultBucket(location, state, call);
  const parameters = input.ExecutionParameters ?? [];
  const description =
    catalogDescription(input.QueryString!) ??
    (await state.engine.describe({ sql: input.QueryString!, parameters }));
  if (description.kind === 'unparsable') throw invalidRequest(description.message, 'MALFORMED_QUERY');
  const record = newRecord(input, description, location);
  state.queries.submit({
    record,
    description,
    parameters,
    principal: call.principal,
    requestId: call.requestId,
  });
  return record.execution.QueryExecutionId;
}

function checkInput(input: StartQueryExecutionInput, state: AthenaState): void {
  const { QueryString, ExecutionParameters, WorkGroup = primary } = input;
  if (typeof QueryString !== 'string' || QueryString === '')
    throw invalidRequest('QueryString must be a text of at least 1 character');
  const bytes = Buffer.byteLength(QueryString);
  if (bytes > maxQueryBytes)
    throw invalidRequest(`QueryString has ${bytes} bytes, at most ${maxQueryBytes} are allowed`);
  if (ExecutionParameters?.length === 0)
    throw invalidRequest('ExecutionParameters must have at least 1 element, or be left out');
  if (findWorkGroup(state.workGroups, WorkGroup).State === 'DISABLED')
    throw invalidRequest(`WorkGroup ${WorkGroup} is disabled`);
  checkToken(input.ClientRequestToken);
  checkConfigurations(input);
}

/** The lengths that AWS takes, in its validation's words. */
function checkToken(token: string | undefined): void {
  const [bound, length] =
    token !== undefined && token.length < 32
      ? ['greater', 32]
      : (token?.length ?? 0) > 128
        ? ['less', 128]
        : [];
  if (bound === undefined) return;
  throw invalidRequest(
    "1 validation error detected: Value at 'clientRequestToken' failed to satisfy constraint: " +
      `Member must have length ${bound} than or equal to ${length}`,
  );
}

function checkConfigurations(input: StartQueryExecutionInput): void {
  checkCatalog(input.QueryExecutionContext?.Catalog);
  const age = input.ResultReuseConfiguration?.ResultReuseByAgeConfiguration?.MaxAgeInMinutes ?? 0;
  if (!Number.isInteger(age) || age < 0 || age > maxReuseMinutes)
    throw invalidRequest(
      `MaxAgeInMinutes must be from 0 to ${maxReuseMinutes}, and not ${JSON.stringify(age)}`,
    );
}

function checkResultBucket(location: string, state: AthenaState, call: Call): void {
  try {
    state.authorize([bucketLocationPermission(location)], call);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw invalidRequest(
      `Unable to verify/create output bucket ${placeOf(location).bucket}: ${error.message}`,
    );
  }
}

function newRecord(
  input: StartQueryExecutionInput,
  description: Query['description'],
  location: string,
): QueryRecord {
  const id = randomUUID();
  return {
    execution: {
      QueryExecutionId: id,
      Query: input.QueryString,
      ...statementTypes(description),
      ResultConfiguration: { OutputLocation: `${location}${id}${suffixOf(description)}` },
      ResultReuseConfiguration: input.ResultReuseConfiguration ?? {
        ResultReuseByAgeConfiguration: { Enabled: false },
      },
      QueryExecutionContext: {
        Catalog: 'awsdatacatalog',
        ...input.QueryExecutionContext,
        Database: nameOf(input.QueryExecutionContext?.Database),
      },
      Status: { State: 'QUEUED', SubmissionDateTime: new Date() },
      EngineVersion: {
        SelectedEngineVersion: 'AUTO',
        EffectiveEngineVersion: 'Athena engine version 3',
      },
      ExecutionParameters: input.ExecutionParameters,
      WorkGroup: input.WorkGroup ?? primary,
      Statistics: {},
    },
    columns: [],
    rows: 0,
  };
}

function catalogDescription(sql: string): Query['description'] | undefined {
  const statement = catalogStatement(sql);
  if (statement) return { kind: 'catalog', statement };
  const unknown = unknownStatement(sql);
  if (unknown === undefined) return undefined;
  const message =
    `The local Athena does not run this ${unknown}. It runs SHOW DATABASES, SHOW TABLES, SHOW COLUMNS, ` +
    'SHOW PARTITIONS, DESCRIBE and MSCK REPAIR TABLE of a table.';
  return { kind: 'failing', code: 'NOT_SUPPORTED', message };
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html */
function statementTypes(description: Query['description']) {
  if (description.kind !== 'catalog')
    return {
      StatementType: 'DML',
      SubstatementType: description.kind === 'unload' ? 'UNLOAD' : 'SELECT',
    } as const;
  const { verb } = description.statement;
  return {
    StatementType: /^(MSCK|CREATE|DROP)/.test(verb) ? 'DDL' : 'UTILITY',
    SubstatementType: verb,
  } as const;
}

function suffixOf({ kind }: Query['description']): string {
  if (kind === 'catalog') return '.txt';
  return kind === 'unload' ? '' : '.csv';
}
