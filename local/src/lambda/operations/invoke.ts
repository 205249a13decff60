import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { lambdaError } from '../errors.ts';
import { findFunction, parseFunctionName } from '../function-name.ts';
import type { LambdaState } from '../state.ts';

type Input = Omit<InvokeCommandInput, 'Payload'> & { Payload?: Uint8Array | string };
type Output = Pick<InvokeCommandOutput, 'StatusCode' | 'FunctionError' | 'LogResult' | 'ExecutedVersion'> & {
  Payload?: Uint8Array;
};

/** What may be sent, in bytes; see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxPayloadBytes = { DryRun: 6_291_456, RequestResponse: 6_291_456, Event: 1_048_576 };

/** Runs a function; https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke: Operation<LambdaState, Input, Output> = {
  members: {
    FunctionName: 'text',
    InvocationType: 'text',
    LogType: 'text',
    Payload: 'any',
    Qualifier: 'text',
  },
  permissions(input, { place }) {
    return [{ action: 'lambda:InvokeFunction', resource: parseFunctionName(input, place).arn }];
  },
  async run(input, state, call) {
    const { invocations, events } = state;
    const reference = parseFunctionName(input, state.place);
    const fn = findFunction(reference, state);
    const type = invocationType(input);
    const event = eventOf(input, type);
    const ExecutedVersion = reference.qualifier ?? '$LATEST';
    if (type === 'DryRun') return { StatusCode: 204, ExecutedVersion };
    const { executionArn, functionName } = call.principal;
    const request = { requestId: call.requestId, functionArn: reference.arn, event, executionArn };
    if (type === 'Event') {
      events.add(fn, request);
      return { StatusCode: 202, Payload: new Uint8Array() };
    }
    const byFunction = functionName !== undefined;
    const result = await invocations.invoke(fn, { ...request, byFunction, signal: call.signal });
    return {
      StatusCode: 200,
      ExecutedVersion,
      Payload: result.payload,
      ...(result.isFunctionError ? { FunctionError: 'Unhandled' } : {}),
      ...(input.LogType === 'Tail' ? { LogResult: result.logTail.toString('base64') } : {}),
    };
  },
};

function invocationType(input: Input): keyof typeof maxPayloadBytes {
  const type = input.InvocationType ?? 'RequestResponse';
  if (!Object.hasOwn(maxPayloadBytes, type)) {
    throw invalid(`InvocationType must be one of ${Object.keys(maxPayloadBytes).join(', ')}, got ${type}.`);
  }
  if (!['None', 'Tail'].includes(input.LogType ?? 'None')) {
    throw invalid(`LogType must be None or Tail, got ${input.LogType}.`);
  }
  return type;
}

/** The event as JSON text; a function that is sent nothing gets an empty object. */
function eventOf({ Payload }: Input, type: keyof typeof maxPayloadBytes): string {
  const bytes = typeof Payload === 'string' ? Buffer.from(Payload) : Buffer.from(Payload ?? []);
  if (bytes.length > maxPayloadBytes[type]) {
    throw lambdaError(
      'RequestTooLargeException',
      `${bytes.length} byte payload is too large for the ${type} invocation type (limit ${maxPayloadBytes[type]} bytes)`,
    );
  }
  const event = bytes.length === 0 ? '{}' : bytes.toString();
  try {
    JSON.parse(event);
  } catch (error) {
    throw lambdaError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
    );
  }
  return event;
}

function invalid(message: string) {
  return lambdaError('InvalidParameterValueException', message);
}
