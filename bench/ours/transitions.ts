/**
 * Runs map-job.mjs's Map in the local Step Functions, records and histories on disk and all; the function is called in
 * this process, as the peer's is.
 *
 *   transitions JOB HOME
 */
import type { Json } from '../../local/asl/host.ts';
import { createService } from '../../local/service.ts';
import type { Service } from '../../local/service.ts';
import { createStatesService } from '../../local/states/index.ts';
import { readMapJob, report, square } from './map-job.ts';

const { machines, input, executions } = readMapJob(process.argv[2]!);
const [accountId, region] = ['000000000000', 'us-east-1'];
const arn = `arn:aws:states:${region}:${accountId}:stateMachine:each`;
const call = { principal: { arn: `arn:aws:iam::${accountId}:root` }, requestId: 'bench' };
const allowAll = () => undefined;

const machine = {
  logicalId: 'Each',
  type: 'AWS::StepFunctions::StateMachine',
  physicalId: arn,
  attributes: { Arn: arn, Name: 'each' },
  properties: {
    StateMachineName: 'each',
    DefinitionString: JSON.stringify(machines.jsonata),
    RoleArn: `arn:aws:iam::${accountId}:role/each`,
  },
};
const stack = { name: 'bench', accountId, region, directory: '', resources: [machine] };

const invoke = {
  permissions: () => [],
  run: async ({ Payload }: { Payload: Buffer }) => ({
    StatusCode: 200,
    Payload: Buffer.from(JSON.stringify(square(JSON.parse(Payload.toString()) as never))),
  }),
};
const services: Service[] = [createService('lambda', undefined, { invoke }, allowAll)];
const home = process.argv[3]!;
const states = createStatesService({ home, stack, authorize: allowAll, services: () => services });
services.push(states);

async function execute(): Promise<Json> {
  const start = { stateMachineArn: arn, input: JSON.stringify(input) };
  const { executionArn } = (await states.call('startExecution', start, call)) as { executionArn: string };
  const { status, output, error, cause } = await states.whenDone(executionArn);
  if (status !== 'SUCCEEDED') throw new Error(`${status}: ${error} ${cause}`);
  return JSON.parse(output!) as Json;
}

states.start();
void report(executions, execute);
