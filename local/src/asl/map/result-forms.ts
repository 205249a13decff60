import type { Json, MapRunChild } from '../host.ts';
import { parseJson, stringify } from '../json/index.ts';

/** A child's results in the form that a Transformation gives them; a failed child's is always that of NONE. */
export function transformed(child: MapRunChild, transformation: 'NONE' | 'COMPACT' | 'FLATTEN'): Json[] {
  if (transformation === 'NONE' || child.status !== 'SUCCEEDED') return [describeChild(child)];
  const output = parseJson(child.output!);
  return transformation === 'FLATTEN' && Array.isArray(output) ? output : [output];
}

/** The members in AWS's order; input and output are JSON texts. */
export function describeChild(child: MapRunChild): Json {
  const { executionArn, stateMachineArn, name, status, input, output, error, cause } = child;
  const succeeded = status === 'SUCCEEDED';
  return {
    ...(cause !== undefined && { Cause: cause }),
    ...(error !== undefined && { Error: error }),
    ExecutionArn: executionArn,
    Input: input,
    InputDetails: { Included: true },
    Name: name,
    ...(output !== undefined && { Output: output, OutputDetails: { Included: true } }),
    RedriveCount: child.redriveCount,
    RedriveStatus: succeeded ? 'NOT_REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN',
    ...(succeeded && { RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' }),
    StartDate: child.startDate,
    StateMachineArn: stateMachineArn,
    Status: status,
    ...(child.stopDate !== undefined && { StopDate: child.stopDate }),
  };
}

/** A child that was not started before the map run ended. */
export function describePending(input: Json): Json {
  return { Input: stringify(input), InputDetails: { Included: true }, Status: 'PENDING' };
}
