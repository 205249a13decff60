import { loadStack, resourcesOfType } from 'template-runtime/template';
import type { Json } from 'template-runtime/asl';
import { VirtualHost, run } from '../../local/conformance/virtual-host.ts';
import { packageDirectory } from '../support/pipeline.ts';

interface Definition {
  StartAt: string;
  States: Record<string, { Default?: string } & Record<string, unknown>>;
}

const definitions = new Map(
  resourcesOfType(loadStack(packageDirectory), 'AWS::StepFunctions::StateMachine').map(({ properties }) => [
    (properties.StateMachineName as string).replace('nocturne-dev-', ''),
    JSON.parse(properties.DefinitionString as string) as Definition,
  ]),
);

/** The packaged definition of each machine by its name without the stage. */
export const machines = [...definitions.keys()];
export const definitionOf = (machine: string): Definition => definitions.get(machine)!;

const checks = [
  'ListJobs',
  'ApplyJob',
  'ApplyDefaults',
  'FindProblems',
  'CheckJobs',
  'CheckInput',
  'InvalidInput',
];

/** A machine that ends where its check of the input does, with what it goes on with. */
export function checkAlone(machine: string, variables: string): Definition {
  const { States, ...rest } = structuredClone(definitionOf(machine));
  const own = checks.filter((name) => name in States).map((name) => [name, States[name]!] as const);
  const end = [States.CheckInput!.Default!, { Type: 'Succeed', Output: `{% ${variables} %}` }] as const;
  return { ...rest, States: Object.fromEntries<object>([...own, end]) as Definition['States'] };
}

/** What a machine says of an input, a mistake each; none if it goes on. */
export async function mistakesIn(machine: string, input: unknown): Promise<string[]> {
  try {
    await run(checkAlone(machine, '$config'), input as Json, new VirtualHost());
    return [];
  } catch (failure) {
    const { error, errorCause } = failure as { error: string; errorCause: string };
    if (error !== 'InvalidInput') throw failure;
    return errorCause.split('\n');
  }
}

/** The value of an expression where a good input has led. */
export const valueAfter = (machine: string, input: unknown, expression: string): Promise<Json> =>
  run(checkAlone(machine, expression), input as Json, new VirtualHost());
