import { parseMachine } from './parse/parse-machine.ts';

/** What stands for a value that CloudFormation computes: a text, as names and ARNs are. */
const computed = 'arn:aws:service:region:account:computed';

/**
 * Refuses a definition that does not run, before it is part of a template: there may still be intrinsic functions in it.
 * @throws InvalidDefinition naming the machine, the state and the field
 */
export function checkDefinition(name: string, definition: unknown): void {
  parseMachine(withoutIntrinsics(definition), name);
}

function withoutIntrinsics(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIntrinsics);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  if (members.length === 1 && /^(Ref|Fn::\w+)$/.test(members[0]![0])) return computed;
  return Object.fromEntries(members.map(([key, member]) => [key, withoutIntrinsics(member)]));
}
