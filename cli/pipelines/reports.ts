import type { Ended } from '../follow/follow-execution.ts';
import type { Session } from '../session.ts';
import { pipelines } from './index.ts';
import type { Pipeline } from './index.ts';
import { fetchPublished } from './published.ts';
import type { Published } from './published.ts';

/** What a machine published in a run. */
export interface Report {
  pipeline: Pipeline;
  published: Published;
}

/** What those machines published that succeeded, in the order in which it is shown. */
export async function fetchReports(session: Session, ended: Ended[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const pipeline of pipelines) {
    const published = await fetchPublished(session, ended, pipeline.machine);
    if (published) reports.push({ pipeline, published });
  }
  return reports;
}

/** A report in lines for a person. */
export function showReport({ pipeline, published }: Report): string[] {
  return pipeline.report(published.content);
}
