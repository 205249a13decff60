/**
 * How often a statement reads each of the tables. A common table expression is expanded wherever it is named, as
 * Athena does, which keeps no result of one: two joins of an expression over a table read the table twice.
 * Upper bound: branches that parameters make impossible count too.
 * @param statement on one line, without comments, as packaged
 */
export function tableReads(statement: string, isTable: (name: string) => boolean): Map<string, number> {
  const expressions = commonTableExpressions(statement);
  const reads = new Map<string, number>();
  const outermost = [...expressions.values()].reduce((text, body) => text.replace(body, ''), statement);
  count(outermost, new Set());
  return reads;

  function count(text: string, within: ReadonlySet<string>): void {
    for (const name of namesRead(text)) {
      const body = expressions.get(name);
      if (body !== undefined && !within.has(name)) count(body, new Set([...within, name]));
      else if (isTable(name)) reads.set(name, (reads.get(name) ?? 0) + 1);
    }
  }
}

/** The bodies of `name AS (…)` and `name (columns) AS (…)` by name. */
function commonTableExpressions(statement: string): Map<string, string> {
  const heads = statement.matchAll(/(?:\bWITH|,)\s+([a-z_]\w*)\s*(?:\([^()]*\)\s*)?AS\s*\(/gi);
  return new Map([...heads].map((head) => [head[1]!, bodyFrom(statement, head.index + head[0].length)]));
}

/** The text up to the parenthesis that closes the one before `start`; texts in quotes hold no parentheses here. */
function bodyFrom(statement: string, start: number): string {
  let depth = 1;
  let end = start;
  while (depth > 0 && end < statement.length) {
    if (statement[end] === '(') depth++;
    if (statement[end] === ')') depth--;
    end++;
  }
  return statement.slice(start, end - 1);
}

function namesRead(text: string): string[] {
  return [...text.matchAll(/\b(?:FROM|JOIN)\s+([a-z_]\w*)/gi)].map((match) => match[1]!);
}
