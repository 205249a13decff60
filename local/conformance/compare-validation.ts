import { validateDefinition } from '../src/asl/index.ts';
import type { Diagnostic } from '../src/asl/index.ts';
import type { Json } from '../src/asl/host.ts';
import { difference } from './matching.ts';
import type { RecordedValidation } from './recorded-case.ts';

/** Where our verdict on a definition is not AWS's; undefined where it agrees. */
export function compareValidation(recorded: RecordedValidation, found: Diagnostic[]): string | undefined {
  const { expected } = recorded;
  if ('result' in expected) {
    const answer = { result: found.length === 0 ? 'OK' : 'FAIL', diagnostics: found as unknown as Json };
    return difference(expected, answer, recorded.wildcards);
  }
  if (found.length === 0) return `recorded ${expected.exception}, got no refusal`;
  if (expected.exception !== 'InvalidDefinition')
    return `recorded ${expected.exception}, got InvalidDefinition`;
  // Some recordings hold an emulator's words, which are not AWS's.
  if (!expected.message.startsWith('Invalid State Machine Definition')) return undefined;
  return difference(expected.message, refusal(found[0]!), recorded.wildcards, 'message');
}

/** In CreateStateMachine's words. */
function refusal({ code, message, location }: Diagnostic): string {
  const at = location === undefined ? '' : ` at ${location}`;
  return `Invalid State Machine Definition: '${code}: ${message}${at}'`;
}

export function validate({ definition, definitionText, workflowType }: RecordedValidation): Diagnostic[] {
  return validateDefinition(definitionText ?? JSON.stringify(definition), workflowType ?? 'STANDARD');
}
