import type { ColumnFacts } from './column-facts.ts';
import type { Look } from './look-at-file.ts';

/** How a file writes numbers, dates and what is missing: once for all its columns. */
export interface Writing {
  decimal: '.' | ',';
  grouping: string | undefined;
  /** The pattern of dates that are not ISO 8601. */
  date: string | undefined;
  /** Words that stand for no value, as they are written. */
  nullTexts: string[];
  doubts: string[];
}

export function writingOf({ form, kind, columns }: Look): Writing {
  // JSON and Parquet have numbers of their own; their texts stay texts.
  if (form === undefined)
    return { decimal: '.', grouping: undefined, date: undefined, nullTexts: [], doubts: [] };
  const doubts: string[] = [];
  if (!form.header && kind === 'csv')
    doubts.push('The first row reads as values, not as names: the columns are called column_1 and so on.');
  const marks = numberMarks(columns, doubts);
  return { ...marks, date: datePattern(columns, doubts), nullTexts: nullTexts(columns, doubts), doubts };
}

/** A column that reads as numbers in one way alone decides for all. */
function numberMarks(columns: ColumnFacts[], doubts: string[]): Pick<Writing, 'decimal' | 'grouping'> {
  const numeric = (facts: ColumnFacts, form: string) => facts.all(form) && !facts.all('integer');
  const points = columns.filter((facts) => numeric(facts, 'point'));
  const commas = columns.filter((facts) => numeric(facts, 'comma'));
  const commaGroups = columns.filter((facts) => numeric(facts, 'commaGroups') && !numeric(facts, 'comma'));
  const pointGroups = columns.filter((facts) => numeric(facts, 'pointGroups') && !numeric(facts, 'point'));
  const surePoints = points.filter((facts) => !facts.all('commaGroups'));
  const sureCommas = commas.filter((facts) => !facts.all('pointGroups'));
  const isComma =
    sureCommas.length > surePoints.length ||
    (surePoints.length === 0 && commaGroups.some((facts) => !facts.all('point')));
  if (sureCommas.length > 0 && surePoints.length > 0)
    doubts.push(
      `Some columns write decimals with a point (${named(surePoints)}), others with a comma (${named(sureCommas)}): the fewer are text.`,
    );
  const groups = isComma ? commaGroups : pointGroups;
  if (isComma && groups.length > 0)
    doubts.push(`In ${named(groups)} a point is taken to stand between thousands.`);
  if (!isComma && groups.length > 0)
    doubts.push(`In ${named(groups)} a comma is taken to stand between thousands.`);
  return { decimal: isComma ? ',' : '.', grouping: groups.length > 0 ? (isComma ? '.' : ',') : undefined };
}

function datePattern(columns: ColumnFacts[], doubts: string[]): string | undefined {
  const dated = columns
    .map((facts) => ({
      facts,
      patterns: [...facts.datePatterns('date'), ...facts.datePatterns('timestamp')],
    }))
    .filter(({ patterns }) => patterns.length > 0)
    .sort((a, b) => a.patterns.length - b.patterns.length);
  const [surest] = dated;
  if (!surest) return undefined;
  const [pattern, other] = surest.patterns;
  if (other !== undefined)
    doubts.push(
      `\`${surest.facts.name}\` fits ${pattern} and ${other}: it is read as ${pattern}; else write the other in delivery.date.`,
    );
  return pattern;
}

/** Words that columns have in which all else is numbers or dates. */
function nullTexts(columns: ColumnFacts[], doubts: string[]): string[] {
  const typed = columns.filter(
    (facts) => facts.missing.size > 0 && [...facts.counts.values()].includes(facts.filled),
  );
  const words = [...new Set(typed.flatMap(({ missing }) => [...missing.keys()]))];
  if (words.length > 0)
    doubts.push(
      `${words.map((word) => JSON.stringify(word)).join(', ')} in ${named(typed)} is read as no value, and so in every column.`,
    );
  return words;
}

export const named = (columns: { name: string }[]) =>
  columns
    .slice(0, 5)
    .map(({ name }) => `\`${name}\``)
    .join(', ') + (columns.length > 5 ? ` and ${columns.length - 5} more` : '');
