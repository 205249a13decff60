import { uri } from '../shared/lake/client.ts';
import { readTextIfPresent } from '../shared/lake/read.ts';
import { contentTypes, writeIf } from '../shared/lake/write.ts';
import { parseChampion } from './champion.ts';
import type { ChampionStore } from './promote.ts';

/** A job's champion in the lake; entity tags tell whether somebody else wrote it meanwhile. */
export function championStore(job: string): ChampionStore {
  const key = `models/${job}/current.json`;
  return {
    async read() {
      const object = await readTextIfPresent(key);
      return object && { champion: parseChampion(object.text, uri(key)), version: object.etag };
    },
    async write(champion, replaced) {
      const condition = replaced === undefined ? { IfNoneMatch: '*' as const } : { IfMatch: replaced };
      return writeIf(key, `${JSON.stringify(champion, null, 2)}\n`, contentTypes.json, condition);
    },
  };
}
