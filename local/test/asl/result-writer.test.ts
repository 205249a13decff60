import { StatesError } from '../../src/asl/host.ts';
import type { Json } from '../../src/asl/host.ts';
import { parseMachine } from '../../src/asl/index.ts';
import { run, VirtualHost } from '../../conformance/virtual-host.ts';

type Members = Record<string, Json>;

const arn = 'arn:aws:states:us-east-1:111111111111';
const toS3 = {
  Resource: 'arn:aws:states:::s3:putObject',
  Arguments: { Bucket: 'results', Prefix: '{% $states.input.prefix %}' },
};

/** A Map whose child gives its item, or fails where the item says so. */
function mapOf(ResultWriter: object, more: object = {}) {
  const fails = { Condition: '{% $exists($states.input.fail) %}', Next: 'Fail' };
  return {
    StartAt: 'Map',
    States: {
      Map: {
        Type: 'Map',
        Label: 'Each',
        Items: '{% $states.input.items %}',
        MaxConcurrency: 1,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Look',
          States: {
            Look: { Type: 'Choice', Choices: [fails], Default: 'Done' },
            Fail: { Type: 'Fail', Error: 'Broken', Cause: 'as told' },
            Done: { Type: 'Succeed' },
          },
        },
        ResultWriter,
        End: true,
        ...more,
      },
    },
  };
}

interface Ran {
  output?: Json;
  error?: StatesError;
  /** Texts by key. */
  files: Record<string, string>;
  eventTypes: string[];
}

async function ran(writer: object, items: Json[], more: object = {}, prefix: Json = 'jobs'): Promise<Ran> {
  const files: Record<string, string> = {};
  const host = new VirtualHost({
    async callService({ resource, arguments: args }) {
      const { Bucket, Key, Body } = args as Record<string, string>;
      expect([resource, Bucket]).toEqual(['arn:aws:states:::aws-sdk:s3:putObject', 'results']);
      if (Key!.startsWith('forbidden')) throw new StatesError('S3.S3Exception', 'Access Denied');
      files[Key!] = Body!;
      return {};
    },
  });
  try {
    const output = await run(mapOf(writer, more), { items, prefix }, host);
    return { output, files, eventTypes: host.eventTypes };
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    return { error, files, eventTypes: host.eventTypes };
  }
}

const described = (n: number) => ({
  ExecutionArn: `${arn}:execution:machine:run-1-${n}`,
  InputDetails: { Included: true },
  Name: `run-1-${n}`,
  RedriveCount: 0,
  StartDate: '2024-01-01T00:00:00.000Z',
  StateMachineArn: 'machine/label',
  StopDate: '2024-01-01T00:00:00.000Z',
});

const succeeded = (n: number, value: Json) => ({
  ...described(n),
  Input: JSON.stringify(value),
  Output: JSON.stringify(value),
  OutputDetails: { Included: true },
  RedriveStatus: 'NOT_REDRIVABLE',
  RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  Status: 'SUCCEEDED',
});

const failed = (n: number, value: Json) => ({
  ...described(n),
  Cause: 'as told',
  Error: 'Broken',
  Input: JSON.stringify(value),
  RedriveStatus: 'REDRIVABLE_BY_MAP_RUN',
  Status: 'FAILED',
});

const parsed = (text: string | undefined) => JSON.parse(text ?? 'null') as Json;

describe('ResultWriter', () => {
  // The output and the manifest's members as recorded on AWS, the files' as its users describe them.
  it('writes the results by status and a manifest', async () => {
    const items: Json[] = [{ a: 1 }, { fail: true }];
    const { output, files, eventTypes } = await ran(toS3, items, { ToleratedFailurePercentage: 50 });
    expect(output).toEqual({
      MapRunArn: `${arn}:mapRun:machine/Each:run-1`,
      ResultWriterDetails: { Bucket: 'results', Key: 'jobs/run-1/manifest.json' },
    });
    expect(parsed(files['jobs/run-1/SUCCEEDED_0.json'])).toEqual([succeeded(1, { a: 1 })]);
    expect(parsed(files['jobs/run-1/FAILED_0.json'])).toEqual([failed(2, { fail: true })]);
    const size = (key: string) => ({ Key: key, Size: files[key]!.length });
    expect(parsed(files['jobs/run-1/manifest.json'])).toEqual({
      DestinationBucket: 'results',
      MapRunArn: `${arn}:mapRun:machine/Each:run-1`,
      ResultFiles: {
        FAILED: [size('jobs/run-1/FAILED_0.json')],
        PENDING: [],
        SUCCEEDED: [size('jobs/run-1/SUCCEEDED_0.json')],
      },
    });
    expect(eventTypes.slice(-4)).toEqual([
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
    ]);
  });

  it('writes what was left when too many children failed', async () => {
    const { error, files } = await ran(toS3, [{ fail: true }, { a: 1 }, { a: 2 }]);
    expect(error?.error).toBe('States.ExceedToleratedFailureThreshold');
    expect(parsed(files['jobs/run-1/PENDING_0.json'])).toEqual([
      { Input: '{"a":1}', InputDetails: { Included: true }, Status: 'PENDING' },
      { Input: '{"a":2}', InputDetails: { Included: true }, Status: 'PENDING' },
    ]);
    expect(Object.keys(files)).toContain('jobs/run-1/manifest.json');
  });

  it.each([
    ['COMPACT', 'JSON', '[[1,2],{"a":1}]', 'json'],
    ['FLATTEN', 'JSON', '[1,2,{"a":1}]', 'json'],
    ['FLATTEN', 'JSONL', '1\n2\n{"a":1}\n', 'jsonl'],
  ])('writes %s as %s', async (Transformation, OutputType, text, extension) => {
    const writer = { ...toS3, WriterConfig: { Transformation, OutputType } };
    const { files } = await ran(writer, [[1, 2], { a: 1 }]);
    expect(files[`jobs/run-1/SUCCEEDED_0.${extension}`]).toBe(text);
  });

  it.each([
    ['NONE', [succeeded(1, [1, 2]), failed(2, { fail: true })]],
    ['COMPACT', [[1, 2], failed(2, { fail: true })]],
    ['FLATTEN', [1, 2, failed(2, { fail: true })]],
  ])('gives the state’s result as %s without files', async (Transformation, expected) => {
    const items = [[1, 2], { fail: true }];
    const writer = { WriterConfig: { Transformation, OutputType: 'JSON' } };
    const { output, files } = await ran(writer, items, { ToleratedFailureCount: 1 });
    expect(output).toEqual(expected);
    expect(files).toEqual({});
  });

  it('writes results that no state could hold', async () => {
    const { output, files } = await ran(
      toS3,
      Array.from({ length: 3 }, () => 'x'.repeat(100_000)),
    );
    expect((output as Members).ResultWriterDetails).toBeDefined();
    expect(parsed(files['jobs/run-1/SUCCEEDED_0.json'])).toHaveLength(3);
  });

  it('fails by name where it cannot write', async () => {
    const denied = await ran(toS3, [1], {}, 'forbidden');
    expect(denied.error).toMatchObject({ error: 'States.ResultWriterFailed', errorCause: 'Access Denied' });
    expect(denied.eventTypes.at(-2)).toBe('MapRunFailed');
    const mistyped = await ran(toS3, [1], {}, 7);
    expect(mistyped.error).toMatchObject({ error: 'States.ResultWriterFailed' });
  });

  it.each<[string, object, string]>([
    ['nothing to do', {}, 'ResultWriter'],
    ['a resource alone', { Resource: toS3.Resource }, 'ResultWriter'],
    ['another resource', { ...toS3, Resource: 'arn:aws:states:::s3:getObject' }, 'ResultWriter/Resource'],
    [
      'an unknown form',
      { WriterConfig: { Transformation: 'ZIP' } },
      'ResultWriter/WriterConfig/Transformation',
    ],
    [
      'lines in state data',
      { WriterConfig: { OutputType: 'JSONL' } },
      'ResultWriter/WriterConfig/OutputType',
    ],
  ])('refuses %s', (_, writer, field) => {
    const parse = () => parseMachine({ QueryLanguage: 'JSONata', ...mapOf(writer) }, 'm');
    expect(parse).toThrow(expect.objectContaining({ machine: 'm', state: 'Map', field }) as Error);
  });
});
