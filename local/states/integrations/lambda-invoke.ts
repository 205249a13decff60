/** `lambda:invoke`: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { StatesError } from '../../asl/host.ts';
import type { Json, TaskRequest } from '../../asl/host.ts';
import type { Caller } from '../caller.ts';
import { checkMembers, membersOf } from './arguments.ts';
import type { Members } from './arguments.ts';
import { callOptimized } from './call-service.ts';
import type { Integration } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';

const target = { service: 'lambda', operation: 'invoke' } as const;
const supported = ['FunctionName', 'Payload', 'InvocationType', 'LogType', 'Qualifier', 'ClientContext'];

export const invoke: Integration = { needs: [target], run: invokeFunction };

/** The function gets the token in its payload; the task goes on when somebody sends it back. */
export const invokeWaitForTaskToken: Integration = {
  needs: [target],
  async run(request, caller) {
    const giveUp = new AbortController();
    const signal = AbortSignal.any([request.signal, giveUp.signal]);
    const answer = caller.tokens.wait(request.taskToken!, () => request.heartbeat(), signal);
    // Heard below only where the invocation succeeds.
    answer.catch(() => undefined);
    try {
      request.submitted(await invokeFunction(request, caller));
    } catch (error) {
      giveUp.abort(error);
      throw error;
    }
    return answer;
  },
};

async function invokeFunction(request: TaskRequest, caller: Caller): Promise<Json> {
  const members = membersOf(request.arguments, request.resource);
  checkMembers(members, supported, request.resource);
  const input = { ...members, Payload: Buffer.from(payloadText(members)) };
  const answer = await callOptimized(caller, target, input, request.signal);
  const output = answer.output as Omit<InvokeCommandOutput, '$metadata'>;
  const payload = Buffer.from(output.Payload ?? []).toString('utf8');
  if (output.FunctionError !== undefined) throw functionError(payload);
  return resultOf(output, payload, answer.requestId);
}

/** The event's JSON text: a string that is JSON already goes as it stands (recorded). */
function payloadText({ Payload }: Members): string {
  if (Payload === undefined) return '{}';
  if (typeof Payload === 'string' && isJson(Payload)) return Payload;
  return JSON.stringify(Payload);
}

/** The error of a function bears its error type; its cause is the payload's text. */
function functionError(payload: string): StatesError {
  const { errorType } = (isJson(payload) ? (JSON.parse(payload) ?? {}) : {}) as { errorType?: unknown };
  if (typeof errorType === 'string' && errorType !== '') return new StatesError(errorType, payload);
  return new StatesError(
    'Lambda.Unknown',
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
  );
}

function resultOf(output: Omit<InvokeCommandOutput, '$metadata'>, payload: string, requestId: string): Json {
  const version = output.ExecutedVersion ?? '$LATEST';
  const metadata = sdkMetadata(requestId, payload, output.StatusCode ?? 200, {
    'Content-Type': 'application/json',
    'X-Amz-Executed-Version': version,
    'x-amzn-Remapped-Content-Length': '0',
  });
  return {
    ExecutedVersion: version,
    ...(output.LogResult === undefined ? {} : { LogResult: output.LogResult }),
    ...(payload === '' ? {} : { Payload: isJson(payload) ? (JSON.parse(payload) as Json) : payload }),
    SdkHttpMetadata: { ...metadata.SdkHttpMetadata },
    SdkResponseMetadata: { ...metadata.SdkResponseMetadata },
    StatusCode: output.StatusCode ?? 200,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
