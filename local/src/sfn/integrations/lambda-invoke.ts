/** `lambda:invoke`: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { StatesError } from '../../asl/host.ts';
import type { Json, TaskRequest } from '../../asl/host.ts';
import type { Caller } from './caller.ts';
import { checkMembers, membersOf } from './arguments.ts';
import type { Members } from './arguments.ts';
import { callOptimized } from './call-service.ts';
import type { Integration } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { parseJson, stringify } from '../../asl/json/index.ts';
import { NumberNotHeld } from '../../asl/json/number.ts';

const target = { service: 'lambda', operation: 'invoke' } as const;
const supported = ['FunctionName', 'Payload', 'InvocationType', 'LogType', 'Qualifier', 'ClientContext'];

type Output = Omit<InvokeCommandOutput, '$metadata'>;

export const invoke: Integration = { needs: [target], run: invokeFunction };

/**
 * A function's own ARN as Resource: the input is its event, its payload the result.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export function functionItself(arn: string): Integration {
  return {
    needs: [target],
    async run(request, caller) {
      const event = stringify(request.arguments);
      const { payload } = await call({ FunctionName: arn }, event, request, caller);
      return payloadOf(payload) ?? null;
    },
  };
}

async function invokeFunction(request: TaskRequest, caller: Caller): Promise<Json> {
  const members = membersOf(request.arguments, request.resource);
  checkMembers(members, supported, request.resource);
  const { output, payload, requestId } = await call(members, payloadText(members), request, caller);
  return resultOf(output, payload, requestId);
}

/** @throws StatesError for an error of the service or of the function */
async function call(
  members: Members,
  event: string,
  request: TaskRequest,
  caller: Caller,
): Promise<{ output: Output; payload: string; requestId: string }> {
  const input = { ...members, Payload: Buffer.from(event) };
  const answer = await callOptimized(caller, target, input, request.signal);
  const output = answer.output as Output;
  const payload = Buffer.from(output.Payload ?? []).toString('utf8');
  if (output.FunctionError !== undefined) throw functionError(payload);
  return { output, payload, requestId: answer.requestId };
}

/** The event's JSON text: a string that is JSON already goes as it stands (recorded). */
function payloadText({ Payload }: Members): string {
  if (Payload === undefined) return '{}';
  if (typeof Payload === 'string' && parsed(Payload) !== undefined) return Payload;
  return stringify(Payload);
}

/** The error of a function bears its error type; its cause is the payload's text. */
function functionError(payload: string): StatesError {
  const { errorType } = (parsed(payload) ?? {}) as { errorType?: unknown };
  if (typeof errorType === 'string' && errorType !== '') return new StatesError(errorType, payload);
  return new StatesError(
    'Lambda.Unknown',
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
  );
}

function resultOf(output: Output, payload: string, requestId: string): Members {
  const version = output.ExecutedVersion ?? '$LATEST';
  const metadata = sdkMetadata(requestId, payload, output.StatusCode ?? 200, {
    'Content-Type': 'application/json',
    'X-Amz-Executed-Version': version,
    'x-amzn-Remapped-Content-Length': '0',
  });
  return {
    ExecutedVersion: version,
    ...(output.LogResult === undefined ? {} : { LogResult: output.LogResult }),
    ...(payload === '' ? {} : { Payload: payloadOf(payload)! }),
    SdkHttpMetadata: { ...metadata.SdkHttpMetadata },
    SdkResponseMetadata: { ...metadata.SdkResponseMetadata },
    StatusCode: output.StatusCode ?? 200,
  };
}

/** The value that a function gave; undefined where it gave none. */
function payloadOf(text: string): Json | undefined {
  if (text === '') return undefined;
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof NumberNotHeld)
      throw new StatesError('States.TaskFailed', `The function's result: ${error.message}`);
    return text;
  }
}

/** A text's JSON value; undefined where it is not JSON. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
