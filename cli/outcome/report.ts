import { parseJson } from 'template-runtime/asl';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import type { Ended } from '../follow/follow-execution.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { fetchReports, showReport } from '../pipelines/reports.ts';
import type { Report } from '../pipelines/reports.ts';
import { explainOutcome } from './explain.ts';
import { exitStatus, summarize } from './summarize.ts';

/**
 * Prints how the executions ended that were followed, with what they published; returns the exit status. Of a machine that
 * publishes no report it prints the output.
 */
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
    const reports = await readableReports(session, ended, output);
    for (const lines of reports) await output.result(`\n${lines.join('\n')}\n`);
    if (reports.length === 0 && description.output !== undefined)
      await output.value(parseJson(description.output));
  }
  return exitStatus(description);
}

/** The run has succeeded already, so a report that cannot be fetched is no failure of it. */
async function readableReports(session: Session, ended: Ended[], output: Output): Promise<string[][]> {
  try {
    return (await fetchReports(session, ended)).map(describe);
  } catch (error) {
    output.note(`What was published cannot be read: ${(error as Error).message}`);
    return [];
  }
}

function describe(report: Report): string[] {
  const { bucket, key } = report.published.location;
  return [...showReport(report), '', `  s3://${bucket}/${key}`];
}
