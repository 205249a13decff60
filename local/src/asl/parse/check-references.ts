import type { References } from '../jsonata/references.ts';
import { refuseExpression } from './place.ts';
import type { Place, SometimesMember } from './place.ts';

const everywhere = ['input', 'context'];

/** Where these members are, for who reads them elsewhere. */
const places: Record<SometimesMember, string> = {
  result: 'only Assign and Output of a Task, a Parallel or a Map have it',
  errorOutput: 'only Assign and Output of a catcher have it',
};

/**
 * Refuses what an expression cannot read where it stands, in AWS's words (measured: floci-io/floci#2670, #2745).
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 * @throws InvalidDefinition
 */
export function checkReferences({ topLevel, root, states }: References, place: Place): void {
  const refuse = (message: string, advice: string) =>
    refuseExpression(place, { code: 'UNSUPPORTED_JSONATA_EXPRESSION', message }, advice);
  if (root) refuse("Reference to '$$' is not supported.", 'begin with $states.input');
  const [name] = topLevel;
  if (name !== undefined) {
    const advice = name === '$' ? 'begin with $states.input' : `write $states.input.${name} or $${name}`;
    refuse(`Reference to '${name}' at the top level is not supported.`, advice);
  }
  for (const member of states) {
    if (everywhere.includes(member) || place.members?.includes(member as SometimesMember)) continue;
    if (Object.hasOwn(places, member))
      refuse(`Field '$states.${member}' does not exist.`, places[member as SometimesMember]);
    refuse(`Unknown reserved states field: ${member}`, '$states has input, context, result and errorOutput');
  }
}
