import type { ListMapRunsCommandOutput } from '@aws-sdk/client-sfn';
import {
  cleanUp,
  executionArn,
  fakeService,
  machineArn,
  oneState,
  startService,
} from './service-under-test.ts';

afterEach(cleanUp);

const map = oneState('Map', {
  Type: 'Map',
  Label: 'Each',
  Items: [1, 2],
  MaxConcurrency: 1,
  ToleratedFailureCount: 1,
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Choose',
    States: {
      Choose: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input = 2 %}', Next: 'Fail' }],
        Default: 'Done',
      },
      Fail: { Type: 'Fail', Error: 'Two', Cause: 'is too much' },
      Done: { Type: 'Succeed' },
    },
  },
  ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b', Prefix: 'results' } },
});

test('a map run’s children are written as they are described', async () => {
  const objects: Record<string, unknown> = {};
  const putObject = async ({
    Bucket,
    Key,
    Body,
  }: {
    Bucket: string;
    Key: string;
    Body: AsyncIterable<Buffer>;
  }) => {
    const chunks: Buffer[] = [];
    for await (const chunk of Body) chunks.push(chunk);
    objects[`${Bucket}/${Key}`] = JSON.parse(Buffer.concat(chunks).toString());
    return {};
  };
  const test = startService({ map }, { fakes: [fakeService('s3', { putObject })] });
  const record = await test.run('map', {}, 'one');
  const { mapRuns } = await test.call<ListMapRunsCommandOutput>('listMapRuns', {
    executionArn: executionArn('map', 'one'),
  });
  const { mapRunArn } = mapRuns![0]!;
  const folder = `results/${mapRunArn!.split(':').at(-1)}`;
  expect(JSON.parse(record.output!)).toEqual({
    MapRunArn: mapRunArn,
    ResultWriterDetails: { Bucket: 'b', Key: `${folder}/manifest.json` },
  });
  expect(Object.keys(objects).sort()).toEqual(
    ['FAILED_0.json', 'SUCCEEDED_0.json', 'manifest.json'].map((name) => `b/${folder}/${name}`),
  );
  const child = {
    RedriveCount: 0,
    StateMachineArn: machineArn('map/Each'),
    InputDetails: { Included: true },
  };
  expect(objects[`b/${folder}/SUCCEEDED_0.json`]).toMatchObject([
    { ...child, Input: '1', Output: '1', Status: 'SUCCEEDED', StopDate: expect.any(String) as string },
  ]);
  expect(objects[`b/${folder}/FAILED_0.json`]).toMatchObject([
    { ...child, Input: '2', Error: 'Two', Cause: 'is too much', Status: 'FAILED' },
  ]);
});

test('a ResultWriter needs an operation of S3 that is there', () => {
  expect(() => startService({ map }, { fakes: [fakeService('s3', {})] })).toThrow(
    /state Map.*ResultWriter\/Resource.*putObject/,
  );
});
