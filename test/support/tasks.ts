import { loadStack, resourcesOfType } from 'template-runtime/template';
import { packageDirectory } from './pipeline.ts';

/** A Task state, as packaged. */
export interface Task {
  Type: string;
  Resource: string;
  Retry?: {
    ErrorEquals: string[];
    IntervalSeconds?: number;
    MaxAttempts?: number;
    JitterStrategy?: string;
  }[];
}

interface State extends Task {
  Branches?: Flow[];
  ItemProcessor?: Flow;
}

interface Flow {
  States: Record<string, State>;
}

/** The Task states of every packaged machine, by `<machine>/<state>`. */
export function packagedTasks(): Map<string, Task> {
  const machines = resourcesOfType(loadStack(packageDirectory), 'AWS::StepFunctions::StateMachine');
  return new Map(
    machines.flatMap(({ properties }) =>
      tasksIn(JSON.parse(properties.DefinitionString as string) as Flow).map(
        ([name, task]): [string, Task] => [`${properties.StateMachineName as string}/${name}`, task],
      ),
    ),
  );
}

function tasksIn({ States }: Flow): [string, Task][] {
  return Object.entries(States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [[name, state] as [string, Task]] : []),
    ...[...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])].flatMap(tasksIn),
  ]);
}
