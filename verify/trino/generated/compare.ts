import { difference } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import { createChance } from './chance.ts';
import { mutate } from './mutations.ts';
import { statement } from './queries.ts';

/** How many statements got which verdict. */
export type Verdict = 'same answer' | 'both refuse' | 'not supported here' | 'unlike';

export interface Tally {
  counts: Record<Verdict, number>;
  /** The statements that one engine refuses and the other does not, or answers differently. */
  unlike: string[];
}

/** What a statement gave, or why it failed: `<code>: <message>`. */
type Ask = (sql: string) => Promise<Answer | Error>;

/** Asks both engines for statements made at random, near half of them damaged deliberately. */
export async function compareGenerated(
  seed: number,
  count: number,
  local: Ask,
  trino: Client,
): Promise<Tally> {
  const chance = createChance(seed);
  const tally: Tally = {
    counts: { 'same answer': 0, 'both refuse': 0, 'not supported here': 0, unlike: 0 },
    unlike: [],
  };
  for (let made = 0; made < count; made++) {
    const sound = statement(chance);
    const sql = chance.percent(45) ? mutate(sound, chance) : sound;
    const ours = await local(sql);
    const theirs = await trino.execute(sql, []).catch((error: Error) => error);
    const { verdict, detail } = judge(ours, theirs);
    tally.counts[verdict]++;
    if (verdict === 'unlike') tally.unlike.push(`${sql}\n    ${detail}`);
  }
  return tally;
}

function judge(ours: Answer | Error, theirs: Answer | Error): { verdict: Verdict; detail?: string } {
  if (ours instanceof Error && theirs instanceof Error) return { verdict: 'both refuse' };
  if (ours instanceof Error) {
    if (ours.message.includes('NOT_SUPPORTED')) return { verdict: 'not supported here' };
    return { verdict: 'unlike', detail: `ours: ${ours.message}; Trino: no error` };
  }
  if (theirs instanceof Error)
    return { verdict: 'unlike', detail: `ours: no error; Trino: ${theirs.message}` };
  const detail = difference(ours, theirs, false);
  return detail === undefined ? { verdict: 'same answer' } : { verdict: 'unlike', detail };
}
