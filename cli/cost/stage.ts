import { readFunctions } from 'template-runtime/lambda';
import { loadStateMachine } from 'template-runtime/sfn';
import type { StateMachine } from 'template-runtime/sfn';
import { loadStack, resourcesOfType } from 'template-runtime/template';
import { CommandFailure } from '../failure.ts';
import { localStage, machineName, shortMachineName, stackName } from '../names.ts';
import type { Stage } from './rehearsal.ts';

/** What of the packaged stack decides about its costs. */
export interface PackagedStack extends Omit<Stage, 'volume'> {
  /** Memory in MB by the function's name without project and stage. */
  memory: Map<string, number>;
}

/** @throws TemplateError for a package that is missing or cannot be read */
export function readPackagedStack(packageDirectory: string): PackagedStack {
  const stack = loadStack(packageDirectory);
  const shortName = (name: string) => shortMachineName(localStage, name);
  const functions = [...readFunctions(stack).values()];
  return {
    shortName,
    machines: resourcesOfType(stack, 'AWS::StepFunctions::StateMachine').map((resource) =>
      loadStateMachine(resource, stack),
    ),
    tables: new Set(resourcesOfType(stack, 'AWS::Glue::Table').map(({ physicalId }) => physicalId)),
    memory: new Map(functions.map(({ name, memoryMb }) => [shortName(name), memoryMb])),
  };
}

/** A machine by its short name. */
export function machineOf({ machines, shortName }: PackagedStack, name: string): StateMachine {
  const found = machines.find((machine) => machine.name === machineName(localStage, name));
  if (found) return found;
  const known = machines.map((machine) => shortName(machine.name)).sort();
  throw new CommandFailure(
    'StateMachineDoesNotExist',
    `There is no machine "${name}" in ${stackName(localStage)}. There are: ${known.join(', ')}.`,
  );
}
