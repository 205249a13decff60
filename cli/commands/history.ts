import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { findExecution, parseExecutionArn } from '../aws/executions.ts';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { readNewEvents } from '../follow/read-new-events.ts';
import { describeEvent } from '../format/event.ts';
import { formatTable } from '../format/table.ts';
import { requireLake } from '../runtime/home.ts';
import { withSession } from '../session.ts';
import type { AddCommand } from './perform.ts';

/** `nocturne history <execution>` */
export const addHistory: AddCommand = (program, perform) => {
  program
    .command('history')
    .summary('print the events of an execution')
    .description(
      'Prints the events of an execution, oldest first; with --json as the array that Step Functions gives.',
    )
    .argument('<execution>', "the execution's name or ARN")
    .action((execution: string) => perform((context) => history(context, execution)));
};

async function history(context: Context, execution: string): Promise<ExitStatus> {
  requireLake(context);
  return withSession<ExitStatus>(context, async (session) => {
    const { executionArn, status } = await findExecution(session, execution);
    const events = await readNewEvents(await session.clients.sfn(), executionArn!, 0);
    const { output } = context;
    if (output.json) {
      await output.value(events);
      return 0;
    }
    const { machine, name } = parseExecutionArn(executionArn!, session.names);
    await output.result(`${machine} ${name}: ${status}\n${formatEvents(events).join('\n')}\n`);
    return 0;
  });
}

function formatEvents(events: HistoryEvent[]): string[] {
  const columns = [
    { title: 'id', numeric: true },
    { title: 'time (UTC)', numeric: false },
    { title: 'event', numeric: false },
    { title: 'what', numeric: false },
  ];
  const rows = events.map((event) => [
    String(event.id),
    event.timestamp!.toISOString().slice(11, 23),
    event.type!,
    describeEvent(event),
  ]);
  return formatTable(columns, rows);
}
