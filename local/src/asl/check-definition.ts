import type { Host, Json } from './host.ts';
import { parseMachine } from './parse/parse-machine.ts';
import { runMachine } from './run/run-machine.ts';

/** What stands for a value that CloudFormation computes: the ARN of a function, which a Resource may be, too. */
const computed = 'arn:aws:lambda:us-east-1:000000000000:function:computed';

/**
 * Refuses a definition that does not run, before it is part of a template: there may still be intrinsic functions in it.
 * @throws InvalidDefinition naming the machine, the state and the field
 */
export function checkDefinition(name: string, definition: unknown): void {
  parseMachine(withoutIntrinsics(definition), name);
}

/**
 * Runs a definition that calls nothing, before it is part of a template.
 * @param name of the execution
 * @returns the output
 * @throws StatesError as the execution would fail
 */
export function tryDefinition(name: string, definition: unknown, input: Json): Promise<Json> {
  const machine = parseMachine(withoutIntrinsics(definition), name);
  const Execution = {
    Id: name,
    Name: name,
    Input: input,
    StartTime: new Date().toISOString(),
    RedriveCount: 0,
  };
  const context = { Execution, StateMachine: { Id: name, Name: name } };
  return runMachine(machine, input, context, nobody, new AbortController().signal);
}

const refuse = () => {
  throw new Error('A definition that is tried calls nothing.');
};

const nobody: Host = {
  callService: refuse,
  readObject: refuse,
  startMapRun: refuse,
  record: () => 0,
  now: () => new Date(),
  // Only the whole run's timeout waits here.
  sleep: () => new Promise(() => undefined),
  random: () => 0,
  newTaskToken: refuse,
};

function withoutIntrinsics(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIntrinsics);
  if (typeof value === 'string') return substituted(value);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  if (members.length === 1 && /^(Ref|Fn::\w+)$/.test(members[0]![0])) return valueOf(...members[0]!);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutIntrinsics(member)]));
}

function valueOf(name: string, argument: unknown): string {
  const [text] = [argument].flat();
  return name === 'Fn::Sub' && typeof text === 'string' ? substituted(text) : computed;
}

/** A Resource names the partition so, in `Fn::Sub` or as mere text, which packaging makes one of. */
function substituted(text: string): string {
  return text.replaceAll('${AWS::Partition}', 'aws');
}
