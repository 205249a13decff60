import { readFileSync } from 'node:fs';
import { Fields } from '../fields.ts';
import { JsonProblem } from '../json/json-problem.ts';
import { scanJson } from '../json/scan-json.ts';
import { invalid, InvalidFaults, readRule } from './rule.ts';
import type { Rule } from './rule.ts';

/** The faults to inject. */
export interface FaultPlan {
  /** The same seed draws the same chances. */
  seed: number;
  /** The first that strikes is the one that counts. */
  rules: Rule[];
}

/**
 * Reads a faults file.
 * @throws InvalidFaults naming the file and the field
 */
export function readFaults(file: string): FaultPlan {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidFaults(`The faults ${file} cannot be read: ${(error as Error).message}.`);
  }
  text = text.replace(/^\ufeff/, '');
  try {
    scanJson(text);
    return parseFaults(JSON.parse(text));
  } catch (error) {
    if (error instanceof InvalidFaults) throw new InvalidFaults(`${file}: ${error.message}`);
    if (!(error instanceof JsonProblem)) throw error;
    throw new InvalidFaults(`The faults ${file} are not JSON at ${error.placeIn(text)}: ${error.message}.`);
  }
}

/**
 * The content of a faults file: `{ seed, rules }`.
 * @throws InvalidFaults naming the field
 */
export function parseFaults(value: unknown): FaultPlan {
  const fields: Fields = new Fields(value, ['seed', 'rules'], 'faults', invalid);
  const { rules } = value as { rules?: unknown };
  if (!Array.isArray(rules) || rules.length === 0) fields.refuse('rules', 'must be a list of rules.');
  return {
    seed: fields.integer('seed', [0, 2 ** 32 - 1], 0),
    rules: (rules as unknown[]).map((rule, i) => readRule(rule, i + 1, `rules[${i}]`)),
  };
}
