import { readFunctions } from 'template-runtime/lambda';
import { loadStateMachine } from 'template-runtime/sfn';
import type { StateMachine } from 'template-runtime/sfn';
import { loadStack, resourcesOfType } from 'template-runtime/template';
import { CommandFailure } from '../failure.ts';
import { shortName } from '../names.ts';
import type { Stage } from './rehearsal.ts';

/** What of the packaged stack decides about its costs. */
export interface PackagedStack extends Omit<Stage, 'volume'> {
  stack: string;
  /** Memory in MB by the function's name without project and stage. */
  memory: Map<string, number>;
}

/** @throws TemplateError for a package that is missing or cannot be read */
export function readPackagedStack(packageDirectory: string): PackagedStack {
  const stack = loadStack(packageDirectory);
  const short = (name: string) => shortName(stack.name, name);
  const functions = [...readFunctions(stack).values()];
  return {
    stack: stack.name,
    shortName: short,
    machines: resourcesOfType(stack, 'AWS::StepFunctions::StateMachine').map((resource) =>
      loadStateMachine(resource, stack),
    ),
    tables: new Set(resourcesOfType(stack, 'AWS::Glue::Table').map(({ physicalId }) => physicalId)),
    memory: new Map(functions.map(({ name, memoryMb }) => [short(name), memoryMb])),
  };
}

/** A machine by its short name. */
export function machineOf({ stack, machines, ...own }: PackagedStack, name: string): StateMachine {
  const found = machines.find((machine) => own.shortName(machine.name) === name);
  if (found) return found;
  const known = machines.map((machine) => own.shortName(machine.name)).sort();
  throw new CommandFailure(
    'StateMachineDoesNotExist',
    `There is no machine "${name}" in ${stack}. There are: ${known.join(', ')}.`,
  );
}
