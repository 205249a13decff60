import { readJson } from '../aws/objects.ts';
import type { S3Location } from '../aws/tables.ts';
import { parseS3Uri } from '../aws/tables.ts';
import type { Ended } from '../follow/follow-execution.ts';
import { summarize } from '../outcome/summarize.ts';
import type { Session } from '../session.ts';

/** A published file and what it says. */
export interface Published {
  location: S3Location;
  content: unknown;
  /** Of the run that published it. */
  output: unknown;
}

/** Fetches the JSON file that a run published, if it succeeded. */
export async function fetchPublished(
  session: Session,
  { description }: Ended,
): Promise<Published | undefined> {
  if (description.status !== 'SUCCEEDED') return undefined;
  const output = summarize(description).output as { published: string[] };
  const { published } = output;
  const uri = published.find((one) => one.endsWith('.json'));
  if (uri === undefined) return undefined;
  const location = parseS3Uri(uri);
  return { location, content: await readJson(session, location), output };
}
