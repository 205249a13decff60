import { Glue } from '@aws-sdk/client-glue';
import type { CreatePartitionCommandInput } from '@aws-sdk/client-glue';
import type { InterceptedCall } from 'template-runtime/sfn';

/**
 * Creates each partition before the machine does, as when the answer to a first call was lost: so the Tasks run too
 * that move a partition.
 */
export async function createFirst(
  { resource, arguments: args }: InterceptedCall,
  endpoint: string,
): Promise<void> {
  if (!resource.endsWith(':createPartition')) return;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const glue = new Glue({ endpoint, region: 'us-east-1', credentials });
  // There already in a second round.
  await glue.createPartition(args as unknown as CreatePartitionCommandInput).catch(() => undefined);
  glue.destroy();
}
