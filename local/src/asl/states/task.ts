import { TaskTimeout } from '../errors.ts';
import { StatesError } from '../host.ts';
import { attemptFields, ownResultFields, stateFields, transitionFields } from '../parse/common-fields.ts';
import { refuse } from '../parse/place.ts';
import type { Place } from '../parse/place.ts';
import { fieldsOf, optional, text } from '../parse/readers.ts';
import type { Read, Reader } from '../parse/readers.ts';
import { template, valueOf } from '../parse/template.ts';
import { Payload } from '../payload.ts';
import { attempts } from '../run/attempts.ts';
import { callWithin } from '../run/call-within.ts';
import { taskEvents } from '../run/task-events.ts';
import type { TaskAttempt } from '../run/task-events.ts';
import type { Transition } from '../run/transition.ts';
import type { Visit } from '../run/visit.ts';
import { parseResource } from '../task-resource.ts';
import type { TaskResource } from '../task-resource.ts';
import { textType, wholeNumberType } from '../value.ts';

const resource: Reader<TaskResource> = (value, place) => {
  const parsed = parseResource(text(value, place));
  return typeof parsed === 'string' ? refuse(place, parsed) : parsed;
};

const seconds = wholeNumberType(1, 99_999_999);

export const taskFields = {
  ...stateFields('Task'),
  ...ownResultFields,
  ...transitionFields,
  ...attemptFields,
  Resource: resource,
  Arguments: optional(template),
  Credentials: optional(fieldsOf({ RoleArn: valueOf(textType) })),
  TimeoutSeconds: optional(valueOf(seconds)),
  HeartbeatSeconds: optional(valueOf(seconds)),
};

export type TaskState = Read<typeof taskFields>;

export function checkTask({ TimeoutSeconds, HeartbeatSeconds }: TaskState, place: Place): void {
  const [timeout, heartbeat] = [TimeoutSeconds?.template, HeartbeatSeconds?.template];
  if (timeout?.kind !== 'literal' || heartbeat?.kind !== 'literal') return;
  if ((heartbeat.value as number) >= (timeout.value as number)) {
    refuse(place, 'HeartbeatSeconds must be smaller than TimeoutSeconds.');
  }
}

export function runTask(state: TaskState, visit: Visit): Promise<Transition> {
  return attempts(state, visit, async () => {
    if (state.Resource.waitsForToken) visit.taskToken = visit.host.newTaskToken();
    const input = state.Arguments ? visit.payload(await visit.evaluate(state.Arguments)) : visit.input;
    const roleArn = state.Credentials && (await visit.value(state.Credentials.RoleArn));
    const limits = {
      timeout: state.TimeoutSeconds && (await visit.value(state.TimeoutSeconds)),
      heartbeat: state.HeartbeatSeconds && (await visit.value(state.HeartbeatSeconds)),
    };
    return await call(state.Resource, { input, roleArn, limits }, visit);
  });
}

/** One call of the service with its events. */
async function call(resource: TaskResource, attempt: TaskAttempt, visit: Visit): Promise<Payload> {
  const { input, roleArn, limits } = attempt;
  const events = taskEvents(resource, visit.thread.run.context.Execution.Id);
  visit.record(events.scheduled(attempt));
  visit.record(events.started());
  try {
    const result = await callWithin(limits, visit, (given) =>
      visit.host.callService({
        ...given,
        resource: resource.arn,
        arguments: input.value,
        state: visit.name,
        retryCount: visit.retryCount ?? 0,
        ...(roleArn !== undefined && { roleArn }),
        ...(visit.taskToken !== undefined && { taskToken: visit.taskToken }),
        submitted: (output) => {
          if (!given.signal.aborted) visit.record(events.submitted(new Payload(output)));
        },
      }),
    );
    const output = new Payload(result).within(resource.resourceType);
    visit.record(events.succeeded(output));
    return output;
  } catch (error) {
    visit.thread.signal.throwIfAborted();
    if (error instanceof TaskTimeout) visit.record(events.timedOut(error));
    else if (error instanceof StatesError) visit.record(events.failed(error));
    throw error;
  }
}
