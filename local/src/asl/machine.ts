import type { Json } from './host.ts';

export type StateType = 'Choice' | 'Fail' | 'Map' | 'Parallel' | 'Pass' | 'Succeed' | 'Task' | 'Wait';

/** What all states have. The rest a state's own kind knows: states hold flows of states, so no file could name them all. */
export interface AnyState {
  Type: StateType;
}

/** States that lead to each other: a machine's, a branch's, or a Map's processor's. */
export interface Flow {
  StartAt: string;
  States: ReadonlyMap<string, AnyState>;
}

/** A definition that was read and can run. */
export interface Machine {
  name: string;
  flow: Flow;
  /** TimeoutSeconds of the whole execution. */
  timeoutSeconds?: number;
}

/** What the execution gives to the context object; State, Task and Map are added where they exist. */
export interface ContextObject {
  /** Id is the execution's ARN. */
  Execution: Record<string, Json> & { Id: string };
  StateMachine: Record<string, Json> & { Name: string };
}
