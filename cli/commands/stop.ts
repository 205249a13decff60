import { findExecution, parseExecutionArn } from '../aws/executions.ts';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { CommandFailure } from '../failure.ts';
import { summarize } from '../outcome/summarize.ts';
import { requireLake } from '../runtime/home.ts';
import { withSession } from '../session.ts';
import type { AddCommand } from './perform.ts';

/** `nocturne stop <execution>` */
export const addStop: AddCommand = (program, perform) => {
  program
    .command('stop')
    .summary('stop an execution that runs')
    .description(
      'Stops an execution, with the executions and queries that it waits for. `redrive` takes it up again.',
    )
    .argument('<execution>', "the execution's name or ARN")
    .action((execution: string) => perform((context) => stop(context, execution)));
};

async function stop(context: Context, execution: string): Promise<ExitStatus> {
  requireLake(context);
  return withSession<ExitStatus>(context, async (session) => {
    const { executionArn, status } = await findExecution(session, execution);
    const { machine, name } = parseExecutionArn(executionArn!, session.names);
    if (status !== 'RUNNING') throw notRunning(`${machine} ${name}`, status!);
    const sfn = await session.clients.sfn();
    await sfn.stopExecution({ executionArn, error: 'Stopped', cause: 'Stopped by nocturne stop.' });
    const { output } = context;
    const description = await sfn.describeExecution({ executionArn });
    if (output.json) await output.value(summarize(description));
    else await output.result(`${machine} ${name}: ${description.status}\n`);
    return 0;
  });
}

function notRunning(execution: string, status: string): CommandFailure {
  return new CommandFailure(
    'ExecutionNotRunning',
    `${execution} has ended as ${status}; only what runs can be stopped.`,
  );
}
