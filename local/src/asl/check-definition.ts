import { parseMachine } from './parse/parse-machine.ts';

/** What stands for a value that CloudFormation computes: the ARN of a function, which a Resource may be, too. */
const computed = 'arn:aws:lambda:us-east-1:000000000000:function:computed';

/**
 * Refuses a definition that does not run, before it is part of a template: there may still be intrinsic functions in it.
 * @throws InvalidDefinition naming the machine, the state and the field
 */
export function checkDefinition(name: string, definition: unknown): void {
  parseMachine(withoutIntrinsics(definition), name);
}

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
