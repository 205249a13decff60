import type {
  DescribeStateMachineCommandInput,
  DescribeStateMachineCommandOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import { parseArn } from '../arns.ts';
import { stateMachineDoesNotExist } from '../errors.ts';
import type { StatesState } from '../state.ts';
import { requireMember } from '../validation.ts';

type Output = Omit<DescribeStateMachineCommandOutput, '$metadata'>;

export const describeStateMachine: Operation<StatesState, DescribeStateMachineCommandInput, Output> = {
  members: { stateMachineArn: 'text', includedData: 'text' },
  permissions: ({ stateMachineArn }) => [
    { action: 'states:DescribeStateMachine', resource: stateMachineArn ?? '*' },
  ],
  async run({ stateMachineArn, includedData }, state) {
    const arn = requireMember('stateMachineArn', stateMachineArn);
    parseArn(arn, 'stateMachine');
    const machine = state.machines.get(arn);
    if (!machine) throw stateMachineDoesNotExist(arn);
    return {
      stateMachineArn: arn,
      name: machine.name,
      status: 'ACTIVE',
      definition: includedData === 'METADATA_ONLY' ? '{}' : machine.definition,
      roleArn: machine.roleArn,
      type: 'STANDARD',
      creationDate: machine.creationDate,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    };
  },
};
