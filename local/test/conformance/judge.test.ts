import { readFileSync } from 'node:fs';
import { judge } from '../../conformance/judge.ts';
import type { RecordedCase, RecordedExecution } from '../../conformance/recorded-case.ts';

const casesOf = (file: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/asl/${file}`, import.meta.url), 'utf8')) as RecordedCase[];

const executions = casesOf('recorded-cases.json') as RecordedExecution[];
const validations = casesOf('validation-cases.json');
const named = (name: string) => structuredClone(executions.find(({ id }) => id.includes(name))!);

describe('judge', () => {
  it.each(executions.map((recorded) => [recorded.id, recorded]))('%s agrees', async (_, recorded) => {
    expect(await judge(recorded)).toEqual({ kind: 'agrees' });
  });

  it.each(validations.map((recorded) => [recorded.id, recorded]))('%s agrees', async (id, recorded) => {
    // AWS takes a JSONPath machine, which is refused here.
    const skipped = id.includes('VALID_BASE_PASS') || id.includes('VALID_QUERY_LANGUAGE_PASS');
    expect(await judge(recorded)).toMatchObject({ kind: skipped ? 'skipped' : 'agrees' });
  });

  it('skips a case with a JSONPath state, at any depth, once it is refused by name', async () => {
    const inner = { StartAt: 'In', States: { In: { Type: 'Pass', QueryLanguage: 'JSONPath', End: true } } };
    const map = { Type: 'Map', QueryLanguage: 'JSONata', ItemProcessor: inner, End: true };
    const definition = { QueryLanguage: 'JSONPath', StartAt: 'Map', States: { Map: map } };
    const recorded = { ...named('LIST_EMPY'), definition };
    expect(await judge(recorded)).toEqual({
      kind: 'skipped',
      reason: expect.stringContaining('JSONPath') as string,
    });
  });

  it('tells an output, a cause, an event and an argument that differ', async () => {
    const output = named('LIST_EMPY');
    output.expected.output = [1];
    expect(await judge(output)).toEqual({ kind: 'differs', reason: 'output/0: recorded 1, got undefined' });
    const cause = named('test_map_state_items_eval_jsonata_fail[null]');
    cause.expected.cause = 'something else';
    expect(await judge(cause)).toMatchObject({ reason: expect.stringMatching(/^cause: recorded/) as string });
    const event = named('LIST_EMPY');
    event.events![1]!.type = 'WaitStateEntered';
    expect(await judge(event)).toMatchObject({
      reason: 'event 2: recorded WaitStateEntered, got PassStateEntered',
    });
    const sent = named('test_cross_account_service_lambda_invoke');
    sent.tasks![0]!.parameters = {};
    expect(await judge(sent)).toMatchObject({
      reason: expect.stringMatching(/^arguments of InvokeLambda/) as string,
    });
  });

  it('takes another order of iterations side by side, not of the events of one', async () => {
    const recorded = named('test_map_state_items_eval_jsonata[mixed]');
    const at = recorded.events!.findIndex(({ type }) => type === 'MapIterationSucceeded');
    const [end] = recorded.events!.splice(at, 1);
    const last = recorded.events!.findLastIndex(({ type }) => type === 'MapIterationSucceeded');
    recorded.events!.splice(last, 0, end!);
    expect(await judge(recorded)).toEqual({ kind: 'agrees' });
    const entered = recorded.events!.find(({ type }) => type === 'PassStateEntered')!;
    entered.prev = 2;
    expect(await judge(recorded)).toMatchObject({ kind: 'differs' });
  });
});
