import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Athena } from '@aws-sdk/client-athena';
import { S3 } from '@aws-sdk/client-s3';
import { SFN } from '@aws-sdk/client-sfn';
import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { startRuntime } from 'template-runtime';
import type { Runtime, RuntimeOptions } from 'template-runtime';
import { shareAcceptedQueries } from '../../local/test/support/accepted-queries.ts';

export const projectRoot = new URL('../..', import.meta.url).pathname;
export const packageDirectory = join(projectRoot, '.serverless');
export const bucket = 'nocturne-dev-000000000000-us-east-1';

/** What an execution came to, its output parsed. */
export interface Outcome {
  status: string;
  /** The parsed output; each machine has its own. */
  output: unknown;
  error: string | undefined;
  cause: string | undefined;
  executionArn: string;
}

/** The packaged service running in a directory of its own, asked through the SDK's clients over HTTP. */
export class Pipeline {
  readonly home: string;
  readonly endpoint: string;
  readonly sfn: SFN;
  readonly athena: Athena;
  readonly s3: S3;
  readonly scheduler: Runtime['scheduler'];
  private readonly end: () => Promise<void>;

  private constructor(home: string, runtime: Runtime) {
    const { endpoint, scheduler } = runtime;
    const config = {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    this.home = home;
    this.endpoint = endpoint;
    this.scheduler = scheduler;
    this.end = () => runtime.stop();
    this.sfn = new SFN(config);
    this.athena = new Athena(config);
    this.s3 = new S3(config);
  }

  static async start(options: Partial<RuntimeOptions> = {}): Promise<Pipeline> {
    const home = await mkdtemp(join(tmpdir(), 'nocturne-test-'));
    shareAcceptedQueries(home);
    const runtime = await startRuntime({ home, packageDirectory, ...options });
    return new Pipeline(home, runtime);
  }

  async stop(): Promise<void> {
    for (const client of [this.sfn, this.athena, this.s3]) client.destroy();
    await this.end();
    await rm(this.home, { recursive: true, force: true });
  }

  /** Runs a machine to its end. */
  async run(machine: string, input: unknown = {}, name?: string): Promise<Outcome> {
    const { executionArn } = await this.sfn.startExecution({
      stateMachineArn: `arn:aws:states:us-east-1:000000000000:stateMachine:nocturne-dev-${machine}`,
      input: JSON.stringify(input),
      name,
    });
    return this.whenEnded(executionArn!);
  }

  async whenEnded(executionArn: string): Promise<Outcome> {
    for (let pauseMs = 10; ; pauseMs = longer(pauseMs)) {
      const execution = await this.sfn.describeExecution({ executionArn });
      if (execution.status !== 'RUNNING') return outcomeOf(execution);
      await sleep(pauseMs);
    }
  }

  /** Runs one statement; rows of texts by column name, NULL as null. */
  async sql(statement: string): Promise<Record<string, string | null>[]> {
    const id = await this.startQuery(statement);
    const rows: (string | null)[][] = [];
    let token: string | undefined;
    do {
      const page = await this.athena.getQueryResults({ QueryExecutionId: id, NextToken: token });
      for (const row of page.ResultSet!.Rows!)
        rows.push(row.Data!.map((datum) => datum.VarCharValue ?? null));
      token = page.NextToken;
    } while (token);
    const names = rows.shift()!;
    return rows.map((row) => Object.fromEntries(row.map((value, i) => [names[i]!, value])));
  }

  private async startQuery(statement: string): Promise<string> {
    const { QueryExecutionId } = await this.athena.startQueryExecution({
      QueryString: statement,
      QueryExecutionContext: { Database: 'nocturne_dev' },
      WorkGroup: 'nocturne-dev',
    });
    for (let pauseMs = 10; ; pauseMs = longer(pauseMs)) {
      const { QueryExecution } = await this.athena.getQueryExecution({ QueryExecutionId });
      const { State, StateChangeReason } = QueryExecution!.Status!;
      if (State === 'SUCCEEDED') return QueryExecutionId!;
      if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`${State}: ${StateChangeReason}`);
      await sleep(pauseMs);
    }
  }

  async put(key: string, body: string | Buffer): Promise<void> {
    await this.s3.putObject({ Bucket: bucket, Key: key, Body: body });
  }

  async getText(key: string): Promise<string> {
    const { Body } = await this.s3.getObject({ Bucket: bucket, Key: key });
    return Body!.transformToString();
  }

  /** Every key of the lake with the object's ETag, for comparing before and after. */
  async listLake(): Promise<Record<string, string>> {
    const objects: Record<string, string> = {};
    let token: string | undefined;
    do {
      const page = await this.s3.listObjectsV2({ Bucket: bucket, ContinuationToken: token });
      for (const { Key, ETag } of page.Contents ?? []) objects[Key!] = ETag!;
      token = page.NextContinuationToken;
    } while (token);
    return objects;
  }
}

/** Asking takes the CPU that what is waited for needs: of what lasts long it is asked seldom. */
const longer = (pauseMs: number) => Math.min(pauseMs * 1.25, 200);

function outcomeOf(execution: DescribeExecutionCommandOutput): Outcome {
  return {
    status: execution.status!,
    output: execution.output === undefined ? undefined : (JSON.parse(execution.output) as unknown),
    error: execution.error,
    cause: execution.cause,
    executionArn: execution.executionArn!,
  };
}

/** The diabetes patients as the bronze table has them: gzip JSON Lines. */
export async function patientsFile(): Promise<Buffer> {
  const csv = await readFile(join(projectRoot, 'lake/samples/diabetes.csv'), 'utf8');
  const { testRows } = await readTestRows();
  const [header, ...lines] = csv.trim().split('\n');
  const names = header!.split(',');
  const patients = lines.map((line, patient_id) => {
    const values = Object.fromEntries(line.split(',').map((value, i) => [names[i]!, Number(value)]));
    const { target, ...features } = values;
    return JSON.stringify({ patient_id, ...features, y_true: target, is_train: !testRows.has(patient_id) });
  });
  return gzipSync(patients.join('\n') + '\n');
}

async function readTestRows(): Promise<{ testRows: Set<number> }> {
  const text = await readFile(join(projectRoot, 'test/fixtures/svr/reference.json'), 'utf8');
  return { testRows: new Set((JSON.parse(text) as { test_rows: number[] }).test_rows) };
}
