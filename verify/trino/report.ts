import type { Check } from './cases.ts';
import type { Tally } from './generated/compare.ts';
import type { FileCheck } from './files/compare-files.ts';
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

/** One file of cases on one line, and below it where Trino gave another answer. */
export function showCheck({ file, agreed, differences }: Check): string {
  const total = agreed + differences.length;
  return [`local/test/fixtures/athena/${file}: ${agreed} of ${total} as expected`, ...differences].join(
    '\n    ',
  );
}

/** The generated files of a table on one line, and below it what was refused or read differently. */
export function showFileCheck({ table, files, agreed, cells, refused, differences }: FileCheck): string {
  const line = `${table.padEnd(28)}  ${agreed} of ${files} files the same, ${cells} cells`;
  return [
    line,
    ...refused.map((one) => `refused: ${one}`),
    ...differences.map((one) => `DIFFERENT: ${one}`),
  ].join('\n    ');
}

/**
 * What everything together says.
 * @param whole whether a statement of `sql/` that no comparison was about counts against us
 */
export function showSummary(
  comparisons: Comparison[],
  checks: Check[],
  fileChecks: FileCheck[],
  whole: boolean,
): { lines: string[]; equal: boolean } {
  const different = comparisons.filter(({ difference }) => difference !== undefined).length;
  const compared = new Set(comparisons.map(({ statement }) => statement));
  const names = Object.keys(statements);
  const missing = names.filter((name) => !compared.has(name));
  const lines = [
    `${comparisons.length - different} of ${comparisons.length} answers equal; ` +
      `${names.length - missing.length} of ${names.length} statements of sql/ compared.`,
  ];
  if (missing.length > 0 && whole) lines.push(`No machine ran ${missing.join(', ')}.`);
  const unexpected = checks.reduce((sum, { differences }) => sum + differences.length, 0);
  const agreed = checks.reduce((sum, check) => sum + check.agreed, 0);
  lines.push(`${agreed} of ${agreed + unexpected} cases of local/test/fixtures/athena as expected.`);
  const sum = (count: (check: FileCheck) => number) =>
    fileChecks.reduce((all, check) => all + count(check), 0);
  const misread = sum(({ differences }) => differences.length);
  lines.push(
    `${sum(({ agreed }) => agreed)} of ${sum(({ files }) => files)} generated files read the same, ` +
      `${sum(({ cells }) => cells)} cells; ${sum(({ refused }) => refused.length)} refused, ${misread} read differently.`,
  );
  const isWhole = missing.length === 0 || !whole;
  return { lines, equal: different === 0 && isWhole && unexpected === 0 && misread === 0 };
}

/** What statements made at random came to, and below it those on which the engines do not agree. */
export function showTally({ counts, unlike }: Tally): string[] {
  const parts = Object.entries(counts).map(([verdict, count]) => `${verdict} ${count}`);
  return [`Statements made at random: ${parts.join(', ')}`, ...unlike];
}
