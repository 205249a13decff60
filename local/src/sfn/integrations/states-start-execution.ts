/**
 * `states:startExecution`, alone, `.sync` and `.sync:2`:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { StatesError } from '../../asl/host.ts';
import type { Json, TaskRequest } from '../../asl/host.ts';
import { untilAborted } from '../../asl/run/until-aborted.ts';
import type { Caller } from './caller.ts';
import { checkMembers, membersOf } from './arguments.ts';
import type { Members } from './arguments.ts';
import { callOptimized } from './call-service.ts';
import type { Answer } from './call-service.ts';
import type { Integration } from './integration.ts';
import { responseOf } from './request-response.ts';
import { toPascalCase } from './sfn-members.ts';
import { sortMembers, toStateData } from './state-data.ts';
import { parseJson, stringify } from '../../asl/json/index.ts';

const start = { service: 'sfn', operation: 'startExecution' } as const;
const describe = { service: 'sfn', operation: 'describeExecution' } as const;
const stop = { service: 'sfn', operation: 'stopExecution' } as const;

const supported = ['StateMachineArn', 'Name', 'Input', 'TraceHeader'];

/** Input and output of the child as it has them (JSON texts), or parsed. */
type DataForm = 'text' | 'json';

export const startExecution: Integration = {
  needs: [start],
  run: async (request, caller) => startedOf(await startChild(request, caller)),
};

export const startExecutionSync = sync('text');
export const startExecutionSync2 = sync('json');

function sync(form: DataForm): Integration {
  return {
    needs: [start, describe, stop],
    async run(request, caller) {
      const started = await startChild(request, caller);
      const { executionArn } = started.output as { executionArn: string };
      try {
        request.signal.throwIfAborted();
        request.submitted(startedOf(started));
        await untilAborted(caller.executionDone(executionArn), request.signal);
        const { output } = await callOptimized(caller, describe, { executionArn }, request.signal);
        return resultOf(output as DescribeExecutionCommandOutput, form);
      } catch (error) {
        if (request.signal.aborted) await stopChild(executionArn, caller);
        throw error;
      }
    },
  };
}

// Without the signal: a child that starts while the task is aborted has to be known to be stopped.
function startChild(request: TaskRequest, caller: Caller): Promise<Answer> {
  const members = membersOf(request.arguments, request.resource);
  checkMembers(members, supported, request.resource);
  const { StateMachineArn, Name, TraceHeader } = members;
  const input = {
    stateMachineArn: StateMachineArn,
    name: Name,
    input: inputText(members),
    traceHeader: TraceHeader,
  };
  return callOptimized(caller, start, input);
}

/** The child's input as JSON text; a string is one already (recorded). */
function inputText({ Input }: Members): string {
  if (Input === undefined) return '{}';
  return typeof Input === 'string' ? Input : stringify(Input);
}

function startedOf({ output, requestId }: Answer): Json {
  return responseOf({ output: toPascalCase(output), requestId });
}

function resultOf(description: DescribeExecutionCommandOutput, form: DataForm): Json {
  const { input, output } = description;
  const data = form === 'json' ? { input: parsed(input), output: parsed(output) } : { input, output };
  const described = toPascalCase({ ...description, input: undefined, output: undefined });
  const members = toStateData(described, 'epochMilliseconds') as Members;
  const result = sortMembers({ ...members, ...presentData(data) });
  if (description.status === 'SUCCEEDED') return result;
  throw new StatesError('States.TaskFailed', stringify(result));
}

function presentData({ input, output }: { input?: Json; output?: Json }): Members {
  return {
    ...(input === undefined ? {} : { Input: input }),
    ...(output === undefined ? {} : { Output: output }),
  };
}

function parsed(text: string | undefined): Json | undefined {
  return text === undefined ? undefined : parseJson(text);
}

/** A role that may not stop the child leaves it running, as on AWS. */
async function stopChild(executionArn: string, caller: Caller): Promise<void> {
  await callOptimized(caller, stop, { executionArn }).catch((error: unknown) => {
    if (!(error instanceof StatesError)) throw error;
  });
}
