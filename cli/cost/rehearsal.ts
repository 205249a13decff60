import { StatesError, runMachine } from 'template-runtime/asl';
import type { ContextObject, Host, Json, Machine, MapRun, TaskRequest } from 'template-runtime/asl';
import type { StateMachine } from 'template-runtime/sfn';
import { answerOf, resultRows, trialLines } from './answers.ts';
import { featuresOf } from './features.ts';
import { measured } from '../../kernels/cost/measured.ts';
import { tableReads } from './table-reads.ts';
import { emptyUsage } from '../../kernels/cost/usage.ts';
import type { Executions, Usage } from '../../kernels/cost/usage.ts';
import type { Volume } from '../../kernels/cost/volume.ts';

type Members = Record<string, Json>;

/** What is rehearsed: the stack's machines and tables, and the data that a run would meet. */
export interface Stage {
  machines: StateMachine[];
  /** Names of the tables of the catalog. */
  tables: Set<string>;
  /** A name without project and stage. */
  shortName: (name: string) => string;
  volume: Volume;
}

/**
 * Runs a machine's definition with services that do nothing, and notes what it asks of them. Defaults, checks, batches
 * and rounds are so the definition's own.
 */
export class Rehearsal {
  readonly usage: Usage = emptyUsage();
  readonly #stage: Stage;
  readonly #statements: string[] = [];
  readonly #partitions = new Set<string>();
  /** What plan-trials was asked. */
  #plan: Members = {};

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** @throws StatesError as the execution would fail */
  async run(machine: StateMachine, input: Json): Promise<Json> {
    const executions = this.#executionsOf(this.#stage.shortName(machine.name), false);
    return this.#execute(machine.program, input, contextOf(machine, input), executions);
  }

  #execute(program: Machine, input: Json, context: ContextObject, executions: Executions): Promise<Json> {
    executions.count++;
    const host = this.#hostOf(context, executions);
    return runMachine(program, input, context, host, new AbortController().signal);
  }

  #executionsOf(flow: string, ofMap: boolean): Executions {
    const executions = { flow, count: 0, statesEntered: 0, ofMap };
    this.usage.executions.push(executions);
    return executions;
  }

  #hostOf(context: ContextObject, executions: Executions): Host {
    return {
      callService: (request) => this.#call(request),
      readObject: async () => ({ body: this.#readTrials() }),
      startMapRun: ({ processor }) => this.#startMapRun(processor as Machine, context),
      record: ({ type }) => (type!.endsWith('StateEntered') ? ++executions.statesEntered : 0),
      now: () => new Date(),
      // Only timeouts wait here, and nothing takes so long.
      sleep: () => new Promise(() => undefined),
      random: () => 0,
      newTaskToken: () => '',
    };
  }

  #startMapRun(processor: Machine, context: ContextObject): MapRun {
    const executions = this.#executionsOf(this.#stage.shortName(processor.name), true);
    this.#request('s3:getObject');
    return {
      mapRunArn: '',
      redriveCount: 0,
      children: () => [],
      runChild: ({ input }) => this.#execute(processor, input, context, executions),
      progress: () => undefined,
      end: () => undefined,
    };
  }

  /** Only the trials are read from the bucket. */
  async *#readTrials(): AsyncGenerator<Uint8Array> {
    for (const line of trialLines(this.#plan)) yield Buffer.from(line);
  }

  async #call({ resource, arguments: args, state }: TaskRequest): Promise<Json> {
    const action = resource.replace(/^arn:[^:]+:states:::/, '');
    const members = args as Members;
    switch (action) {
      case 'lambda:invoke':
        return { Payload: this.#invoke(members) };
      case 'athena:startQueryExecution.sync':
        return this.#query(members, state);
      case 'athena:getQueryResults':
        return { ResultSet: { Rows: this.#rows(members.QueryExecutionId as string) } };
      case 'states:startExecution.sync:2':
        return this.#start(members);
      case 'aws-sdk:glue:createPartition':
        return this.#createPartition(action, members);
      default:
        this.#request(action);
        return requestAnswers[action] ?? {};
    }
  }

  /** A run's further rounds find the partition there. */
  #createPartition(action: string, { TableName }: Members): Json {
    this.#request(action);
    const table = TableName as string;
    if (this.#partitions.has(table)) throw new StatesError('Glue.AlreadyExistsException');
    this.#partitions.add(table);
    return {};
  }

  #request(action: string): void {
    this.usage.requests[action] = (this.usage.requests[action] ?? 0) + 1;
  }

  #invoke({ FunctionName, Payload }: Members): Json {
    const { shortName, volume } = this.#stage;
    const functionName = shortName(FunctionName as string);
    const payload = Payload as Members;
    if (functionName === 'plan-trials') this.#plan = payload;
    const answer = answerOf(functionName, payload, volume);
    this.usage.invocations.push({ functionName, features: featuresOf(functionName, payload, volume) });
    return answer;
  }

  #query({ QueryString }: Members, state: string): Json {
    const statement = QueryString as string;
    const { tables, volume } = this.#stage;
    const reads = [...tableReads(statement, (name) => tables.has(name))];
    this.usage.queries.push({
      state,
      unloads: statement.startsWith('UNLOAD'),
      reads: reads.map(([table, times]) => ({ table, times, bytes: bytesOf(table, volume) })),
    });
    this.#statements.push(statement);
    return {
      QueryExecution: {
        QueryExecutionId: String(this.#statements.length - 1),
        ResultConfiguration: { OutputLocation: 's3://bucket/athena-results/query.csv' },
        Statistics: { DataScannedInBytes: 0 },
      },
    };
  }

  #rows(queryId: string): Json {
    return resultRows(this.#statements[Number(queryId)]!, this.#stage.volume);
  }

  async #start({ StateMachineArn, Name, Input }: Members): Promise<Json> {
    const machine = this.#stage.machines.find(({ arn }) => arn === StateMachineArn)!;
    try {
      return { Name: Name!, Status: 'SUCCEEDED', Output: await this.run(machine, Input!) };
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const { error: Error, errorCause: Cause } = error;
      throw new StatesError('States.TaskFailed', JSON.stringify({ Error, Cause, Status: 'FAILED' }));
    }
  }
}

/** Answers of which the machines read something. */
const requestAnswers: Record<string, Json> = {
  'aws-sdk:glue:getTable': { Table: { StorageDescriptor: {} } },
  'aws-sdk:s3:headObject': { ContentLength: 0 },
  'aws-sdk:s3:copyObject': { CopyObjectResult: { ETag: '' } },
};

function contextOf(machine: StateMachine, input: Json): ContextObject {
  const Name = 'estimate';
  const StartTime = new Date().toISOString();
  return {
    Execution: { Id: Name, Input: input, Name, RoleArn: machine.roleArn, StartTime, RedriveCount: 0 },
    StateMachine: { Id: machine.arn, Name: machine.name },
  };
}

const rowsOf: Record<string, keyof Volume> = {
  bronze_patients: 'patients',
  bronze_customers: 'customers',
  bronze_campaign: 'campaign',
  bronze_ratings: 'ratings',
  silver_ratings: 'ratings',
  silver_rows: 'patients',
  silver_hyperparams: 'trials',
  silver_predictions: 'trials',
};

/** The size of what a query reads of a table: all of it, or the run's partition. */
function bytesOf(table: string, volume: Volume): number {
  const rows = rowsOf[table];
  const bytesPerRow = measured.bytesPerRow[table];
  if (rows === undefined || bytesPerRow === undefined) throw new Error(`The size of ${table} is not known.`);
  return volume[rows] * bytesPerRow;
}
