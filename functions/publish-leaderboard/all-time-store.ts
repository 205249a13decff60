import { setTimeout as sleep } from 'node:timers/promises';
import { uri } from '../shared/lake/client.ts';
import { readTextIfPresent } from '../shared/lake/read.ts';
import { contentTypes, writeIf } from '../shared/lake/write.ts';
import { noTrials, parseAllTime, toText, withRun, type RunOfTrials } from './all-time.ts';

const attempts = 10;
const longestPauseMs = 200;

/**
 * Adds a run to its job's leaderboard of all time, which there is for each state of the data; the one of tonight's is
 * published under a name known in advance. Runs side by side all find their place: whoever was overtaken begins again.
 * @returns the URI of the published file
 */
export async function addToAllTime(job: string, fingerprint: string, run: RunOfTrials): Promise<string> {
  const ofData = `published/${job}/all-time/${fingerprint}.json`;
  const published = `published/${job}/all-time.json`;
  const stored = async () => {
    const object = await readTextIfPresent(ofData);
    const allTime = object ? parseAllTime(object.text, uri(ofData)) : noTrials(job, fingerprint);
    return { allTime, etag: object?.etag };
  };
  await untilWritten(ofData, async () => {
    const { allTime, etag } = await stored();
    return { text: toText(withRun(allTime, run)), etag };
  });
  await untilWritten(published, async () => {
    // In this order: what is published is then no older than what it replaces.
    const etag = (await readTextIfPresent(published))?.etag;
    return { text: toText((await stored()).allTime), etag };
  });
  return uri(published);
}

interface Next {
  text: string;
  /** Of the object that it was made of, and replaces; undefined where there was none. */
  etag: string | undefined;
}

/** @throws Error if others wrote before every attempt; the Task is tried again then */
async function untilWritten(key: string, next: () => Promise<Next>): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { text, etag } = await next();
    const condition = etag === undefined ? { IfNoneMatch: '*' as const } : { IfMatch: etag };
    if (await writeIf(key, text, contentTypes.json, condition)) return;
    await sleep(Math.random() * longestPauseMs);
  }
  throw new Error(`${uri(key)} was written by others before each of ${attempts} attempts.`);
}
