import { Fields } from '../fields.ts';
import { wildcard } from '../iam/wildcard.ts';

/** What a rule concerns: the Tasks of state machines, functions, or objects in S3. */
export type Kind = 'task' | 'function' | 'object';

/** One rule of a faults file: what it concerns, when it strikes, and what happens then. */
export interface Rule {
  /** Its place in the file, from 1. */
  number: number;
  kind: Kind;
  /** Whether it concerns a thing of its kind, given by all its names. */
  concerns(names: Names): boolean;
  /** Chance of each strike, from 0 to 1. */
  probability: number;
  /** How many attempts of a Task's visit, or calls of one function or object, it may strike. */
  count: number;
  delayMs: number;
  error: { name: string; cause: string } | undefined;
  /** What an object is cut to, in bytes. */
  truncateBytes: number | undefined;
  /** Whether the function's process is killed. */
  crash: boolean;
}

/** The names of a thing, by the member of a rule that they are compared with. */
export type Names = Partial<Record<'state' | 'resource' | 'function' | 'object', readonly string[]>>;

/** A faults file that cannot be followed. */
export class InvalidFaults extends Error {
  override readonly name = 'InvalidFaults';
}

const subjects: Record<Kind, readonly (keyof Names)[]> = {
  task: ['state', 'resource'],
  function: ['function'],
  object: ['object'],
};
const timing = ['probability', 'count', 'delaySeconds'];
const effects: Record<Kind, readonly string[]> = {
  task: ['error', 'cause'],
  function: ['error', 'cause', 'crash'],
  object: ['error', 'cause', 'truncateBytes'],
};

/** The longest delay that a rule may ask for. */
const maxDelaySeconds = 86_400;

/**
 * Reads one rule.
 * @param where its path in the file, for errors
 * @throws InvalidFaults naming the field
 */
export function readRule(value: unknown, number: number, where: string): Rule {
  const kind = kindOf(value, where);
  const fields = new Fields(value, [...subjects[kind], ...timing, ...effects[kind]], where, invalid);
  const patterns = subjects[kind]
    .filter((name) => fields.has(name))
    .map((name) => ({ name, matches: wildcard(fields.text(name)) }));
  const rule: Rule = {
    number,
    kind,
    concerns: (names) => patterns.every(({ name, matches }) => names[name]?.some(matches)),
    probability: fields.number('probability', [0, 1], 1),
    count: fields.has('count') ? fields.integer('count', [1, 1_000_000]) : Infinity,
    delayMs: fields.number('delaySeconds', [0, maxDelaySeconds], 0) * 1000,
    error: errorOf(fields, number),
    truncateBytes: fields.has('truncateBytes') ? fields.integer('truncateBytes', [1, 2 ** 40]) : undefined,
    crash: fields.flag('crash'),
  };
  checkEffects(rule, where);
  return rule;
}

/** For `Fields`. */
export function invalid(where: string, problem: string): InvalidFaults {
  return new InvalidFaults(`${where}: ${problem}`);
}

function kindOf(value: unknown, where: string): Kind {
  const given = Object.keys(value ?? {});
  const kinds = (Object.keys(subjects) as Kind[]).filter((kind) =>
    subjects[kind].some((name) => given.includes(name)),
  );
  if (kinds.length === 1) return kinds[0]!;
  throw invalid(where, 'must have either state or resource (or both), or function, or object.');
}

function errorOf(fields: Fields, number: number): Rule['error'] {
  if (fields.has('error')) {
    return { name: fields.text('error'), cause: fields.text('cause', `Injected by rule ${number}.`) };
  }
  if (fields.has('cause')) fields.refuse('cause', 'needs an error beside it.');
  return undefined;
}

function checkEffects({ delayMs, error, truncateBytes, crash }: Rule, where: string): void {
  const outcomes = [error, truncateBytes, crash || undefined].filter((outcome) => outcome !== undefined);
  if (outcomes.length > 1) throw invalid(where, 'can have only one of error, truncateBytes and crash.');
  if (outcomes.length === 0 && delayMs === 0) {
    throw invalid(where, 'does nothing. Give it an error, delaySeconds, truncateBytes or crash.');
  }
}
