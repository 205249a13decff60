import type {
  ListStackResourcesCommandInput,
  ListStackResourcesCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../service.ts';
import type { Operation } from '../../service.ts';
import type { Stack } from '../../template/index.ts';

/** What the operations share. */
export interface CloudFormationState {
  stack: Stack;
  loadedAt: Date;
}

type Output = Pick<ListStackResourcesCommandOutput, 'StackResourceSummaries'>;

/** The stack's resources, on one page. `sls invoke local` resolves `Ref` by their physical ids. */
export const listStackResources: Operation<CloudFormationState, ListStackResourcesCommandInput, Output> = {
  members: { StackName: 'text' },
  permissions({ StackName }, { stack }) {
    const resource = `arn:aws:cloudformation:${stack.region}:${stack.accountId}:stack/${StackName}/*`;
    return [{ action: 'cloudformation:ListStackResources', resource }];
  },
  async run({ StackName }, { stack, loadedAt }) {
    if (StackName !== stack.name) {
      throw new ServiceError('ValidationError', `Stack with id ${StackName} does not exist`);
    }
    const summaries = stack.resources.map(({ logicalId, physicalId, type }) => ({
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      ResourceStatus: 'CREATE_COMPLETE' as const,
      LastUpdatedTimestamp: loadedAt,
    }));
    return { StackResourceSummaries: summaries };
  },
};
