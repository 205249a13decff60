import type { RolePermissions } from 'template-runtime/permissions';
import { findExecution, parseExecutionArn } from '../aws/executions.ts';
import { requireLocal } from '../context.ts';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { formatTable } from '../format/table.ts';
import { requireLake } from '../runtime/home.ts';
import { withSession } from '../session.ts';
import type { AddCommand } from './perform.ts';

/** `nocturne permissions <execution>` */
export const addPermissions: AddCommand = (program, perform) => {
  program
    .command('permissions')
    .summary('print which permissions an execution used and was denied')
    .description(
      'Prints, for each role that acted in an execution (its machine, the machines that this started, and their functions), ' +
        'every action that its policies allow with whether it was used, and what it was denied. Local runs only.',
    )
    .argument('<execution>', "the execution's name or ARN")
    .action((execution: string) => perform((context) => permissions(context, execution)));
};

async function permissions(context: Context, execution: string): Promise<ExitStatus> {
  requireLocal(context, 'permissions');
  requireLake(context);
  return withSession<ExitStatus>(context, async (session) => {
    const { executionArn, status } = await findExecution(session, execution);
    const { usedPermissions } = await import('template-runtime/permissions');
    const roles = usedPermissions(context.home, context.package, executionArn!);
    const { output } = context;
    if (output.json) {
      await output.value(roles);
      return 0;
    }
    const { machine, name } = parseExecutionArn(executionArn!, session.names);
    const lines = [`${machine} ${name}: ${status}`, ...roles.flatMap(formatRole)];
    await output.result(`${lines.join('\n')}\n`);
    return 0;
  });
}

function formatRole({ role, granted, denied }: RolePermissions): string[] {
  const used = granted.filter((right) => right.used).length;
  const rows = granted.map(({ action, resource, used: isUsed }) => [
    action,
    resource,
    isUsed ? 'used' : 'not used',
  ]);
  return [
    '',
    `${role}: ${used} of ${granted.length} used, ${denied.length} denied`,
    ...formatTable(columns('allowed action', 'resource', 'in this run'), rows),
    ...formatDenied(denied),
  ];
}

function formatDenied(denied: RolePermissions['denied']): string[] {
  if (denied.length === 0) return [];
  const rows = denied.map(({ action, resource, reason }) => [action, resource, reason]);
  return ['', ...formatTable(columns('denied action', 'resource', 'why'), rows)];
}

function columns(...titles: string[]) {
  return titles.map((title) => ({ title, numeric: false }));
}
