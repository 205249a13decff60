import { parseJson } from 'template-runtime/asl';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import type { Ended } from '../follow/follow-execution.ts';
import type { Session } from '../session.ts';
import { explainOutcome } from './explain.ts';
import { exitStatus, summarize } from './summarize.ts';

/** Prints how the executions ended that were followed, the first one's output with them; returns the exit status. */
export async function reportOutcome(
  { output }: Context,
  session: Session,
  ended: Ended[],
): Promise<ExitStatus> {
  const { description } = ended[0]!;
  const lines = await explainOutcome(session, ended);
  if (output.json) {
    lines.forEach((line) => output.note(line));
    await output.value(summarize(description));
  } else {
    await output.result(`${lines.join('\n')}\n`);
    if (description.output !== undefined) await output.value(parseJson(description.output));
  }
  return exitStatus(description);
}
