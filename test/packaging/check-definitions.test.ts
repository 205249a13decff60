import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/pipeline.ts';

const require = createRequire(import.meta.url);
const Plugin = require('../../infra/check-definitions.cjs') as new (serverless: unknown) => {
  hooks: Record<string, () => Promise<void>>;
};

const { withInput } = require('../../statemachines/parts/input/flow.cjs') as {
  withInput: (machine: string, definition: object) => object;
};

/** Checks definitions as packaging does. */
function check(machines: Record<string, unknown>): Promise<void> {
  const stateMachines = Object.fromEntries(
    Object.entries(machines).map(([name, definition]) => [name, { name, definition }]),
  );
  const { hooks } = new Plugin({ service: { stepFunctions: { stateMachines } }, classes: { Error } });
  return hooks['before:package:compileFunctions']!();
}

const machine = (state: Record<string, unknown>) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Fit',
  States: { Fit: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, ...state } },
});

test.each<[string, Record<string, unknown>, string]>([
  ['a field of JSONPath', { Parameters: {} }, 'state Fit, field Parameters: belongs to JSONPath'],
  ['a Next that leads nowhere', { End: undefined, Next: 'Publish' }, 'state Fit, field Next: '],
  ['an expression that does not parse', { Output: '{% $x + %}' }, 'state Fit, field Output: '],
])('%s is named with machine, state and field', async (_, state, message) => {
  const bad = JSON.parse(JSON.stringify(machine(state))) as unknown;
  const other = machine({ Arguments: { FunctionName: { 'Fn::GetAtt': ['Fit', 'Arn'] } } });
  await expect(check({ bad, other })).rejects.toThrow(`State machine bad, ${message}`);
});

test('a StartAt that leads nowhere is told, though the check of the input has states before', async () => {
  const States = {
    ApplyDefaults: { Type: 'Pass', Assign: { run: 'a' }, Next: 'Done' },
    Done: { Type: 'Succeed' },
  };
  const starting = (StartAt: string) =>
    check({ bad: withInput('ratings-prep', { QueryLanguage: 'JSONata', StartAt, States }) });
  await expect(starting('ApplyDefaults')).resolves.toBeUndefined();
  await expect(starting('Nowhere')).rejects.toThrow('there is no state Nowhere');
});

test('the mistakes of several machines are told at once', async () => {
  const bad = machine({ Parameters: {} });
  await expect(check({ one: bad, two: bad })).rejects.toThrow(
    /^State machine one, .*\nState machine two, .*$/,
  );
});

test('a machine is right with what CloudFormation computes in it', async () => {
  const FunctionName = { 'Fn::GetAtt': ['Fit', 'Arn'] };
  const Resource = { 'Fn::Sub': 'arn:${AWS::Partition}:states:::lambda:invoke' };
  await expect(check({ good: machine({ Resource, Arguments: { FunctionName } }) })).resolves.toBeUndefined();
  await expect(check({ good: machine({ Resource: FunctionName }) })).resolves.toBeUndefined();
});

test('packaging checks before the plugin whose validator would speak first', () => {
  const text = readFileSync(join(projectRoot, 'serverless.yml'), 'utf8');
  expect(text).toMatch(
    /plugins:\n {2}- \.\/infra\/check-definitions\.cjs\n {2}- serverless-step-functions\n/,
  );
});
