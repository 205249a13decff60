import { tokenize } from 'template-runtime/sql';
import type { Chance } from './chance.ts';

/** Words of SQL, Trino's and others'. */
const words = (
  'SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT OFFSET UNION JOIN ON USING AS AND OR NOT IN IS NULL LIKE ESCAPE CASE ' +
  'WHEN THEN ELSE END OVER PARTITION ROWS RANGE PRECEDING DISTINCT ALL CAST ( ) , . ; * + - / % = == <=> :: [ ] ? ' +
  '1 1.5 1e3 \'a\' "a" `a` a t.x count(*) sum(1) TRUE ILIKE QUALIFY EXCEPT ASC DESC FILTER WITH TABLE VALUES INTERVAL'
).split(' ');

/** A statement with one to three of its tokens dropped, doubled, swapped, replaced or added. */
export function mutate(sql: string, chance: Chance): string {
  const tokens = tokenize(sql).map(({ text }) => text);
  for (let count = 1 + chance.below(3); count > 0; count--) change(tokens, chance);
  return tokens.join(' ');
}

function change(tokens: string[], chance: Chance): void {
  const at = chance.below(tokens.length);
  const other = chance.below(tokens.length);
  chance.pick([
    () => tokens.splice(at, 1),
    () => tokens.splice(at, 0, tokens[at]!),
    () => ([tokens[at], tokens[other]] = [tokens[other]!, tokens[at]!]),
    () => (tokens[at] = chance.pick(words)),
    () => (tokens[at] = tokens[other]!),
    () => tokens.splice(at, 0, chance.pick(words)),
    () => tokens.splice(at, 0, ...tokens.splice(other, 1 + chance.below(4))),
  ])();
}
