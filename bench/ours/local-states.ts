import type { Json } from 'template-runtime/asl';
import { createService } from '../../local/src/service.ts';
import type { Service } from '../../local/src/service.ts';
import { createStatesService } from 'template-runtime/sfn';

const accountId = '000000000000';
const region = 'us-east-1';
const arn = `arn:aws:states:${region}:${accountId}:stateMachine:machine`;
const call = { principal: { arn: `arn:aws:iam::${accountId}:root` }, requestId: 'bench' };
const allowAll = () => undefined;

/**
 * The local Step Functions with one machine, its records and histories on disk; the function that it calls is called in
 * this process.
 * @returns runs an execution to its end and gives its output
 */
export function localStates(home: string, definition: object, fn: (event: never) => Json) {
  const machine = {
    logicalId: 'Machine',
    type: 'AWS::StepFunctions::StateMachine',
    physicalId: arn,
    attributes: { Arn: arn, Name: 'machine' },
    properties: {
      StateMachineName: 'machine',
      DefinitionString: JSON.stringify(definition),
      RoleArn: `arn:aws:iam::${accountId}:role/machine`,
    },
  };
  const stack = { name: 'bench', accountId, region, directory: '', resources: [machine] };
  const invoke = {
    members: { '*': 'any' } as const,
    permissions: () => [],
    run: async ({ Payload }: { Payload: Buffer }) => ({
      StatusCode: 200,
      Payload: Buffer.from(JSON.stringify(fn(JSON.parse(Payload.toString()) as never))),
    }),
  };
  const services: Service[] = [createService('lambda', undefined, { invoke }, allowAll)];
  const states = createStatesService({ home, stack, authorize: allowAll, services: () => services });
  services.push(states);
  states.start();
  return async (input: Json, name?: string): Promise<Json> => {
    const start = { stateMachineArn: arn, input: JSON.stringify(input), name };
    const { executionArn } = (await states.call('startExecution', start, call)) as { executionArn: string };
    const { status, output, error, cause } = await states.whenDone(executionArn);
    if (status !== 'SUCCEEDED') throw new Error(`${status}: ${error} ${cause}`);
    return JSON.parse(output!) as Json;
  };
}
