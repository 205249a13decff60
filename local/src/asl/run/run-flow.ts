import { Cancelled, RuntimeError } from '../errors.ts';
import { StatesError } from '../host.ts';
import type { AnyState, Flow, StateType } from '../machine.ts';
import type { Payload } from '../payload.ts';
import { runState } from '../states/index.ts';
import { stateEventType } from './events.ts';
import type { OpenState, StoppedFlow } from './stopped-flow.ts';
import type { Thread } from './thread.ts';
import { Visit } from './visit.ts';
import type { Transition } from './transition.ts';

/** Runs a flow from its first state, or from where it stopped, to its end and gives its output. */
export async function runFlow(
  flow: Flow,
  input: Payload,
  thread: Thread,
  stopped?: StoppedFlow,
): Promise<Payload> {
  if (stopped) thread.resume(stopped);
  let open = stopped?.open;
  let name: string | undefined = open ? open.name : flow.StartAt;
  let value = open ? open.input : input;
  if (stopped?.left) ({ next: name, output: value } = stopped.left);
  while (name !== undefined) {
    ({ next: name, output: value } = await visitState(name, flow.States.get(name)!, value, thread, open));
    open = undefined;
  }
  return value;
}

async function visitState(
  name: string,
  state: AnyState,
  input: Payload,
  thread: Thread,
  open: OpenState | undefined,
): Promise<Transition> {
  const visit = new Visit(thread, name, state.Type, input, runFlow, open);
  try {
    return await runState(state, visit);
  } catch (error) {
    if (leavesAborted(state.Type, thread, error))
      thread.note({ type: stateEventType(state.Type, 'Aborted') });
    throw error;
  }
}

/** Whether AWS records the state as aborted: another branch failed, or this Task's failure ends its branch. */
function leavesAborted(type: StateType, thread: Thread, error: unknown): boolean {
  if (error instanceof Cancelled) return ['Task', 'Wait', 'Parallel', 'Map'].includes(type);
  return type === 'Task' && thread.nested && error instanceof StatesError && !(error instanceof RuntimeError);
}
