import { parseJson } from 'template-runtime/asl';
import type { Ended } from '../follow/follow-execution.ts';
import type { Session } from '../session.ts';
import { pipelines } from './index.ts';
import type { Pipeline } from './index.ts';
import { isObject } from './night.ts';
import { fetchPublished } from './published.ts';
import type { Published } from './published.ts';

/** What a machine published in a run of a job. */
export interface Report {
  pipeline: Pipeline;
  job: string;
  published: Published;
}

/** What those runs published that succeeded, in the order in which it is shown. */
export async function fetchReports(session: Session, ended: Ended[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const pipeline of pipelines) {
    for (const run of ended.filter(({ progress }) => progress.machine === pipeline.machine)) {
      const published = await fetchPublished(session, run);
      if (published) reports.push({ pipeline, job: jobOf(run), published });
    }
  }
  return reports;
}

/** What was not told to a machine is the job that bears its name. */
function jobOf({ progress, description }: Ended): string {
  const input = description.input === undefined ? null : parseJson(description.input);
  return isObject(input) && typeof input.job === 'string' ? input.job : progress.machine;
}

/** A report in lines for a person, with the job's name where it is not the machine's. */
export function showReport({ pipeline, job, published }: Report): string[] {
  const lines = pipeline.report(published.content, published.output);
  return job === pipeline.machine ? lines : [`Job ${job}`, ...lines];
}
