import { findExecution } from '../aws/executions.ts';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { redriveAndFollow } from '../follow/run-machine.ts';
import { reportOutcome } from '../outcome/report.ts';
import { requireLake } from '../runtime/home.ts';
import { withSession } from '../session.ts';
import type { Session } from '../session.ts';
import type { AddCommand } from './perform.ts';

/** `nocturne redrive <execution>` */
export const addRedrive: AddCommand = (program, perform) => {
  program
    .command('redrive')
    .summary('take an unsuccessful execution up again where it stopped')
    .description(
      'Takes an execution that failed, timed out or was aborted up again where it stopped, follows it live and prints the ' +
        'outcome; what had succeeded is not run again. Exits with 0 when it succeeded, 1 when the redrive was refused, 2 when ' +
        'the execution failed again.',
    )
    .argument('<execution>', "the execution's name or ARN")
    .action((execution: string) => perform((context) => redrive(context, execution)));
};

async function redrive(context: Context, execution: string): Promise<ExitStatus> {
  requireLake(context);
  const follow = async (session: Session) => {
    const { executionArn } = await findExecution(session, execution);
    const ended = await redriveAndFollow(context, session, executionArn!);
    return reportOutcome(context, session, ended);
  };
  return withSession<ExitStatus>(context, follow, { runs: true });
}
