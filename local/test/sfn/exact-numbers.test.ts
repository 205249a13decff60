/** Whole numbers up to 2^63 - 1 on every way that data take: they come out as they went in, or are refused. */
import type { GetExecutionHistoryCommandOutput } from '@aws-sdk/client-sfn';
import {
  cleanUp,
  executionArn,
  fakeService,
  machineArn,
  oneTask,
  startService,
} from './service-under-test.ts';
import type { Definition } from './service-under-test.ts';

afterEach(cleanUp);

const greatest = '9223372036854775807';
const input = `{"id":${greatest},"ids":[12345678901234567,-9223372036854775808],"n":1}`;

const invoke = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'echo', Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
};

/** Variables, a task, a Choice, a Map, and a number of the definition's own. */
const journey: Definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Keep',
  States: {
    Keep: { Type: 'Pass', Assign: { id: '{% $states.input.id %}' }, Next: 'Call' },
    Call: { ...invoke, Next: 'Which' },
    Which: {
      Type: 'Choice',
      Choices: [{ Condition: `{% $states.input.id = $id and $id = ${greatest} %}`, Next: 'Each' }],
      Default: 'Lost',
    },
    Lost: { Type: 'Fail' },
    Each: {
      Type: 'Map',
      Items: '{% $states.input.ids %}',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Item',
        States: { Item: { Type: 'Pass', Output: { item: '{% $states.input %}' }, End: true } },
      },
      Output: { kept: '{% $id %}', items: '{% $states.result %}', text: "{% 'id-' & $id %}", own: '@' },
      End: true,
    },
  },
};

const result = `{"kept":${greatest},"items":[{"item":12345678901234567},{"item":-9223372036854775808}],"text":"id-${greatest}","own":12345678901234568}`;

/** A function that gives its event back, or this text. */
function echo(answer?: () => string) {
  const events: string[] = [];
  const lambda = fakeService('lambda', {
    invoke({ Payload }: { Payload: Uint8Array }) {
      const event = Buffer.from(Payload).toString();
      events.push(event);
      const text = answer ? answer() : event;
      const failed = text.includes('errorType') && { FunctionError: 'Unhandled' };
      return { StatusCode: 200, ...failed, Payload: Buffer.from(text) };
    },
  });
  return { events, lambda };
}

function start(definition: Definition, lambda: ReturnType<typeof echo>['lambda']) {
  // The definition's own number cannot be written as one in TypeScript.
  const text = JSON.stringify(definition).replace('"@"', '12345678901234568');
  const under = startService({ machine: definition }, { fakes: [lambda], stack: stackWith(text) });
  const begin = (given: string) =>
    under.call('startExecution', { stateMachineArn: machineArn('machine'), input: given, name: 'one' });
  return { ...under, begin };
}

function stackWith(DefinitionString: string) {
  const arn = machineArn('machine');
  const properties = {
    StateMachineName: 'machine',
    DefinitionString,
    RoleArn: 'arn:aws:iam::000000000000:role/r',
  };
  const resource = {
    logicalId: 'Machine',
    type: 'AWS::StepFunctions::StateMachine',
    physicalId: arn,
    attributes: { Arn: arn, Name: 'machine' },
    properties,
  };
  return {
    name: 'test',
    accountId: '000000000000',
    region: 'us-east-1',
    directory: '',
    resources: [resource],
  };
}

const one = executionArn('machine', 'one');

test('they pass through input, variables, tasks, conditions, items and output, and stand so in the history', async () => {
  const { events, lambda } = echo();
  const { begin, call, service } = start(journey, lambda);
  await begin(input);
  expect(await service.whenDone(one)).toMatchObject({ status: 'SUCCEEDED', output: result });
  expect(events).toEqual([input]);
  const history = await call<GetExecutionHistoryCommandOutput>('getExecutionHistory', { executionArn: one });
  const details = (type: string) => history.events!.find((event) => event.type === type)!;
  expect(details('TaskScheduled').taskScheduledEventDetails!.parameters).toContain(input);
  expect(details('TaskSucceeded').taskSucceededEventDetails!.output).toContain(`"Payload":${input}`);
  expect(details('PassStateExited').stateExitedEventDetails!.assignedVariables).toEqual({ id: greatest });
  expect(history.events!.at(-1)!.executionSucceededEventDetails!.output).toBe(result);
});

test('a redrive finds them on disk as they were', async () => {
  const answers = ['{"errorType":"Broken","errorMessage":"no"}', input];
  const { events, lambda } = echo(() => answers.shift()!);
  const { begin, call, service } = start(journey, lambda);
  await begin(input);
  expect(await service.whenDone(one)).toMatchObject({ status: 'FAILED', error: 'Broken' });
  await call('redriveExecution', { executionArn: one });
  expect(await service.whenDone(one)).toMatchObject({ status: 'SUCCEEDED', output: result });
  expect(events).toEqual([input, input]);
});

test('a token’s output passes exactly too, and what cannot be held is refused', async () => {
  let token = '';
  const lambda = fakeService('lambda', {
    invoke({ Payload }: { Payload: Uint8Array }) {
      token = JSON.parse(Buffer.from(Payload).toString()) as string;
      return { StatusCode: 200, Payload: Buffer.from('null') };
    },
  });
  const args = { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' };
  const { begin, call, service } = start(
    oneTask('arn:aws:states:::lambda:invoke.waitForTaskToken', args),
    lambda,
  );
  await begin('{}');
  while (token === '') await new Promise((resolve) => setImmediate(resolve));
  await expect(call('sendTaskSuccess', { taskToken: token, output: '{"a":1e400}' })).rejects.toMatchObject({
    code: 'InvalidOutput',
    message: expect.stringContaining('The number 1e400 cannot be held exactly') as string,
  });
  await call('sendTaskSuccess', { taskToken: token, output: `{"a":${greatest}}` });
  expect(await service.whenDone(one)).toMatchObject({ status: 'SUCCEEDED', output: `{"a":${greatest}}` });
});

test.each(['9223372036854775808', '1e400', '0.1234567890123456789'])(
  'an input with %s is refused',
  async (number) => {
    const { begin } = start(journey, echo().lambda);
    await expect(begin(`{"a":[${number}]}`)).rejects.toMatchObject({
      code: 'InvalidExecutionInput',
      message: expect.stringContaining(`The number ${number} cannot be held exactly`) as string,
    });
  },
);

test('a function’s result with such a number fails its task by name', async () => {
  const { begin, service } = start(journey, echo(() => '{"a":18446744073709551615}').lambda);
  await begin(input);
  expect(await service.whenDone(one)).toMatchObject({
    status: 'FAILED',
    error: 'States.TaskFailed',
    cause: expect.stringContaining("The function's result: The number 18446744073709551615") as string,
  });
});

test('an expression that computes with one fails, naming it', async () => {
  const sum = {
    QueryLanguage: 'JSONata',
    StartAt: 'Add',
    States: { Add: { Type: 'Pass', Output: '{% $states.input.id + 1 %}', End: true } },
  };
  const { begin, service } = start(sum, echo().lambda);
  await begin(input);
  expect(await service.whenDone(one)).toMatchObject({
    status: 'FAILED',
    error: 'States.QueryEvaluationError',
    cause: expect.stringContaining(`${greatest} is a whole number beyond 2^53 - 1`) as string,
  });
});
