import { statements } from './statements.ts';
import type { Comparison } from './verify.ts';

/** One comparison on one line, and below it in what the answers differ. */
export function showLine({ statement, data, parameters, rows, ours, trino, difference }: Comparison): string {
  const cells = [
    statement.padEnd(28),
    data.padEnd(24),
    `${rows ?? '-'} rows`.padStart(12),
    `ours ${seconds(ours)}`,
    `Trino ${seconds(trino)}`,
    difference === undefined ? 'equal    ' : 'DIFFERENT',
    parameters.join(' '),
  ];
  return cells.join('  ').trimEnd() + (difference === undefined ? '' : `\n    ${difference}`);
}

const seconds = (value: number | undefined) =>
  (value === undefined ? '-' : `${value.toFixed(2)} s`).padStart(8);

/** What all comparisons together say; a statement of `sql/` that none was about counts against us. */
export function showSummary(comparisons: Comparison[]): { lines: string[]; equal: boolean } {
  const different = comparisons.filter(({ difference }) => difference !== undefined).length;
  const compared = new Set(comparisons.map(({ statement }) => statement));
  const names = Object.keys(statements);
  const missing = names.filter((name) => !compared.has(name));
  const lines = [
    `${comparisons.length - different} of ${comparisons.length} answers equal; ` +
      `${names.length - missing.length} of ${names.length} statements of sql/ compared.`,
  ];
  if (missing.length > 0) lines.push(`No machine ran ${missing.join(', ')}.`);
  return { lines, equal: different === 0 && missing.length === 0 };
}
