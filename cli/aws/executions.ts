import type { DescribeExecutionCommandOutput, SFN } from '@aws-sdk/client-sfn';
import { CommandFailure } from '../failure.ts';
import { shortName } from '../names.ts';
import type { StackNames } from '../names.ts';
import type { Session } from '../session.ts';
import { listMachines } from './machines.ts';

/** What an execution's ARN says: `…:execution:<machine>[/<label>]:<name>`. */
export function parseExecutionArn(arn: string, { stack }: StackNames): { machine: string; name: string } {
  const [machine = '', name = ''] = arn.split(':').slice(6);
  return { machine: shortName(stack, machine), name };
}

/** Finds an execution by its ARN, or by its name among all machines of the stack. */
export async function findExecution(
  session: Session,
  execution: string,
): Promise<DescribeExecutionCommandOutput> {
  const sfn = await session.clients.sfn();
  if (execution.startsWith('arn:')) return sfn.describeExecution({ executionArn: execution });
  const machines = await listMachines(session);
  const arns = machines.map(({ stateMachineArn }) => executionArn(stateMachineArn!, execution));
  const found = (await Promise.all(arns.map((arn) => describeIfThere(sfn, arn)))).filter(
    (one) => one !== undefined,
  );
  if (found.length === 1) return found[0]!;
  throw found.length === 0 ? notFound(session, execution) : ambiguous(execution, found);
}

function executionArn(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

async function describeIfThere(sfn: SFN, arn: string): Promise<DescribeExecutionCommandOutput | undefined> {
  try {
    return await sfn.describeExecution({ executionArn: arn });
  } catch (error) {
    if ((error as Error).name === 'ExecutionDoesNotExist') return undefined;
    throw error;
  }
}

function notFound(session: Session, execution: string): CommandFailure {
  return new CommandFailure(
    'ExecutionDoesNotExist',
    `No machine of ${session.place} has an execution named "${execution}". Give the name that \`run\` printed, or an ARN.`,
  );
}

function ambiguous(execution: string, found: DescribeExecutionCommandOutput[]): CommandFailure {
  const arns = found.map(({ executionArn }) => executionArn!);
  return new CommandFailure(
    'AmbiguousExecution',
    `Several machines have an execution named "${execution}"; give one's ARN: ${arns.join(', ')}.`,
  );
}
