import type { ColumnFacts } from './column-facts.ts';
import type { Writing } from './writing.ts';

/** A column's type, and why one might think otherwise, as a sentence. */
export interface Typed {
  type: string;
  doubt?: string | undefined;
}

/** Beyond so many digits a double may lose some. */
const mostDigits = 15;

export function columnType(facts: ColumnFacts, writing: Writing): Typed {
  if (facts.filled === 0)
    return { type: 'string', doubt: `\`${facts.name}\` has no value in any row: text.` };
  if (facts.all('boolean')) return { type: 'boolean' };
  if (facts.all('integer')) return wholeType(facts);
  if (facts.all('date') || isDated(facts, 'date', writing)) return { type: 'date' };
  if (facts.all('timestamp') || isDated(facts, 'timestamp', writing)) return { type: 'timestamp' };
  if (numberForms(writing).some((form) => facts.all(form))) return { type: 'double' };
  return { type: 'string', doubt: textDoubt(facts, writing) };
}

function wholeType(facts: ColumnFacts): Typed {
  const { name, hasLeadingZeros, digits } = facts;
  if (hasLeadingZeros) return { type: 'string', doubt: `\`${name}\` has leading zeros: text.` };
  if (digits > mostDigits)
    return {
      type: 'string',
      doubt: `\`${name}\` has numbers of ${digits} digits: text, so that none is lost.`,
    };
  return { type: 'bigint' };
}

const isDated = (facts: ColumnFacts, kind: 'date' | 'timestamp', { date }: Writing) =>
  date !== undefined && facts.all(`${kind} ${date}`);

/** The forms that `delivery` reads as numbers. */
function numberForms({ decimal, grouping }: Writing): string[] {
  if (decimal === ',') return grouping === undefined ? ['comma'] : ['comma', 'commaGroups'];
  return grouping === undefined ? ['point'] : ['point', 'pointGroups'];
}

/** Of a column of which most is numbers, what is not; of dates of another kind, that they are. */
function textDoubt(facts: ColumnFacts, writing: Writing): string | undefined {
  const { name, filled, counts, otherThanNumber } = facts;
  const numbers = Math.max(...['integer', ...numberForms(writing)].map((form) => counts.get(form) ?? 0));
  if (numbers >= filled / 2 && otherThanNumber) {
    const { line, text } = otherThanNumber;
    return `\`${name}\` is text, as ${filled - numbers} of ${filled} values are no numbers: line ${line} has ${JSON.stringify(text.slice(0, 40))}.`;
  }
  const [word] = facts.missing.keys();
  if (word !== undefined)
    return `\`${name}\` is text, and ${JSON.stringify(word)} in it, too: for no value, add it to delivery.nullTexts.`;
  const dates = [...facts.datePatterns('date'), ...facts.datePatterns('timestamp')];
  return dates.length > 0
    ? `\`${name}\` is text: its dates are written as ${dates[0]}, others as ${writing.date}.`
    : undefined;
}
