import { openAccepted } from './accepted.ts';
import type { Finding } from './finding.ts';
import { startThread } from './thread.ts';
import type { Thread } from './thread.ts';

/** Trino's grammar, and what its analysis finds in a text alone. */
export interface Grammar {
  /** @returns why Athena does not run the query; undefined when nothing is found */
  examine(sql: string): Promise<Finding | undefined>;
}

/** How many statements' findings are kept: each is asked for when it is started, and again when it runs. */
const keptFindings = 1000;

/**
 * @param program the bundle of main.ts; its thread is started by the first query that it has not accepted before
 * @param directory keeps what it has accepted
 */
export function openGrammar(program: URL, directory: string): Grammar {
  const accepted = openAccepted(directory, program);
  const findings = new Map<string, Promise<Finding | undefined>>();
  let thread: Thread | undefined;
  const ask = async (sql: string) => {
    if (accepted.has(sql)) return undefined;
    thread ??= startThread(program);
    const finding = await thread.examine(sql);
    if (!finding) accepted.add(sql);
    return finding;
  };
  return {
    examine(sql) {
      const finding = findings.get(sql) ?? ask(sql);
      findings.delete(sql);
      findings.set(sql, finding);
      if (findings.size > keptFindings) findings.delete(findings.keys().next().value!);
      return finding;
    },
  };
}
