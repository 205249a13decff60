import { InvalidDefinition, parseMachine } from '../../src/asl/index.ts';

const done = { Type: 'Succeed' };
const lambda = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
const inner = { StartAt: 'Inner', States: { Inner: done } };
const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...inner };
const reader = { Resource: 'arn:aws:states:::s3:getObject', Arguments: { Bucket: 'b', Key: 'k' } };

/** A machine of one state S, or with these fields. */
function machine(state: object, fields: object = {}): object {
  return { QueryLanguage: 'JSONata', StartAt: 'S', States: { S: state }, ...fields };
}

function refusalOf(definition: unknown): InvalidDefinition {
  try {
    parseMachine(definition, 'nightly');
  } catch (error) {
    if (error instanceof InvalidDefinition) return error;
    throw error;
  }
  throw new Error('The definition was accepted.');
}

describe('parseMachine', () => {
  it('takes a machine of every state type, with the fields that the deployment adds', () => {
    const QueryLanguage = 'JSONata';
    const states = {
      Pass: {
        Type: 'Pass',
        QueryLanguage,
        Comment: 'c',
        Assign: { x: 1 },
        Output: '{% $states.input %}',
        Next: 'Task',
      },
      Task: {
        ...lambda,
        QueryLanguage,
        End: undefined,
        Next: 'Wait',
        TimeoutSeconds: 60,
        HeartbeatSeconds: '{% 5 %}',
      },
      Wait: { Type: 'Wait', QueryLanguage, Seconds: 1, Next: 'Choice' },
      Choice: {
        Type: 'Choice',
        QueryLanguage,
        Choices: [{ Condition: '{% true %}', Next: 'Map' }],
        Default: 'Fail',
      },
      Map: {
        Type: 'Map',
        QueryLanguage,
        Label: 'Batches',
        ItemReader: { ...reader, ReaderConfig: { InputType: 'JSONL' } },
        ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { a: 1 } },
        ItemProcessor: distributed,
        ToleratedFailurePercentage: '{% 5 %}',
        MaxConcurrency: 10,
        Next: 'Parallel',
      },
      Parallel: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'B', States: { B: { ...done, QueryLanguage } } }],
        Next: 'End',
      },
      End: { ...done, QueryLanguage },
      Fail: { Type: 'Fail', QueryLanguage, Error: '{% "E" %}', Cause: 'c' },
    };
    const definition = {
      QueryLanguage,
      Version: '1.0',
      Comment: 'c',
      TimeoutSeconds: 60,
      StartAt: 'Pass',
      States: states,
    };
    const parsed = parseMachine(JSON.parse(JSON.stringify(definition)), 'nightly');
    expect([...parsed.flow.States.keys()]).toEqual(Object.keys(states));
    expect(parsed.timeoutSeconds).toBe(60);
  });

  it('names machine, state, field, expectation and value', () => {
    const retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: -1 }];
    const refusal = refusalOf(machine({ ...lambda, Retry: retry }));
    expect(refusal).toMatchObject({ machine: 'nightly', state: 'S', field: 'Retry[0]/MaxAttempts' });
    expect(refusal.message).toBe(
      'State machine nightly, state S, field Retry[0]/MaxAttempts: expected a whole number from 0 to 99999999, got -1.',
    );
  });

  const catcher = { ErrorEquals: ['States.ALL'], Next: 'S' };
  it.each<[string, object, string | undefined, string]>([
    ['a JSONPath state', { StartAt: 'S', States: { S: done } }, 'S', 'QueryLanguage'],
    [
      'a JSONPath state of a JSONata machine',
      machine({ ...done, QueryLanguage: 'JSONPath' }),
      'S',
      'QueryLanguage',
    ],
    ['a state without a type', machine({}), 'S', 'Type'],
    ['an unknown type', machine({ Type: 'Loop' }), 'S', 'Type'],
    ['an unknown field', machine({ ...done, Outptu: 1 }), 'S', 'Outptu'],
    ['an unknown field of the machine', machine(done, { Timeout: 3 }), undefined, 'Timeout'],
    ['a JSONPath field', machine({ ...lambda, Parameters: {} }), 'S', 'Parameters'],
    ['credentials of no role', machine({ ...lambda, Credentials: {} }), 'S', 'Credentials/RoleArn'],
    ['an expression that is none', machine({ ...done, Output: { a: ['{% 1 + %}'] } }), 'S', 'Output/a[0]'],
    ['newer syntax than 2.0.6', machine({ ...done, Output: '{% $states.input.a ?? 1 %}' }), 'S', 'Output'],
    ['a Fail that assigns', machine({ Type: 'Fail', Assign: {} }), 'S', 'Assign'],
    ['a Pass that catches', machine({ Type: 'Pass', End: true, Catch: [catcher] }), 'S', 'Catch'],
    ['a way to nowhere', machine({ Type: 'Pass', Next: 'T' }), 'S', 'Next'],
    [
      'a catcher to nowhere',
      machine({ ...lambda, Catch: [{ ...catcher, Next: 'T' }] }),
      'S',
      'Catch[0]/Next',
    ],
    ['Next and End', machine({ Type: 'Pass', Next: 'S', End: true }), 'S', ''],
    ['a start that is not there', machine(done, { StartAt: 'T' }), undefined, 'StartAt'],
    ['a state that is never entered', machine(done, { States: { S: done, T: done } }), 'T', ''],
    ['a machine without an end', machine({ Type: 'Pass', Next: 'S' }), undefined, ''],
    [
      'a name twice',
      machine({ Type: 'Parallel', End: true, Branches: [{ StartAt: 'S', States: { S: done } }] }),
      'S',
      '',
    ],
    [
      'States.ALL among others',
      machine({ ...lambda, Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }),
      'S',
      'Retry',
    ],
    [
      'States.ALL before others',
      machine({ ...lambda, Catch: [catcher, { ...catcher, ErrorEquals: ['X'] }] }),
      'S',
      'Catch',
    ],
    [
      'an activity',
      machine({ ...lambda, Resource: 'arn:aws:states:us-east-1:1:activity:a' }),
      'S',
      'Resource',
    ],
    ['a resource that is none', machine({ ...lambda, Resource: 'lambda' }), 'S', 'Resource'],
    ['a text as timeout', machine({ ...lambda, TimeoutSeconds: 'soon' }), 'S', 'TimeoutSeconds'],
    ['a timeout of 0', machine({ ...lambda, TimeoutSeconds: 0 }), 'S', 'TimeoutSeconds'],
    [
      'heartbeats rarer than the timeout',
      machine({ ...lambda, TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      'S',
      '',
    ],
    [
      'a reserved variable',
      machine({ Type: 'Pass', Assign: { states: 1 }, End: true }),
      'S',
      'Assign/states',
    ],
    [
      'a prototype as variable',
      machine({ Type: 'Pass', Assign: { toString: 1 }, End: true }),
      'S',
      'Assign/toString',
    ],
    ['a Wait for nothing', machine({ Type: 'Wait', End: true }), 'S', ''],
    ['a Choice without rules', machine({ Type: 'Choice', Choices: [], Default: 'S' }), 'S', 'Choices'],
    [
      'a label for an inline Map',
      machine({ Type: 'Map', ItemProcessor: inner, Label: 'L', End: true }),
      'S',
      'Label',
    ],
    [
      'a label with blanks',
      machine({ Type: 'Map', ItemProcessor: distributed, Label: 'a b', End: true }),
      'S',
      'Label',
    ],
    [
      'a ResultWriter',
      machine({ Type: 'Map', ItemProcessor: distributed, ResultWriter: {}, End: true }),
      'S',
      'ResultWriter',
    ],
    [
      'an item type that is not read',
      machine({
        Type: 'Map',
        End: true,
        ItemProcessor: distributed,
        ItemReader: { ...reader, ReaderConfig: { InputType: 'PARQUET' } },
      }),
      'S',
      'ItemReader/ReaderConfig/InputType',
    ],
  ])('refuses %s', (_, definition, state, field) => {
    expect(refusalOf(definition)).toMatchObject({ machine: 'nightly', state, field });
  });
});
