import { InvalidDefinition } from '../invalid-definition.ts';
import type { Finding } from '../invalid-definition.ts';
import type { Flow } from '../machine.ts';

/** Where in a definition a value stands, and what is known there. */
export interface Place {
  machine: string;
  /** Absent at the top level. */
  state?: string;
  /** Path within the state, as AWS writes it in EvaluationFailed: `Output/a[0]`, `Choices[1]/Condition`. */
  field: string;
  scope: Scope;
  /** Members of `$states` that the field reads besides input and context. */
  members?: readonly SometimesMember[];
}

/** Members of `$states` that only some fields can read. */
export type SometimesMember = 'result' | 'errorOutput';

/** What a whole definition shares while it is read. */
export interface Scope {
  /** The machine's QueryLanguage, which its states take unless they have their own. */
  language: string;
  /** Names seen so far; they must differ throughout the definition. */
  stateNames: Set<string>;
  labels: Set<string>;
  /** Reads the states of a branch or a Map's processor; given so that states need not know how. */
  readFlow(fields: FlowFields, place: Place): Flow;
}

/** A flow whose states are not read yet. */
export interface FlowFields {
  StartAt: string;
  States: Record<string, unknown>;
}

/** The place of a member or, with a number, of an element. */
export function within(place: Place, key: string | number): Place {
  const step = typeof key === 'number' ? `[${key}]` : place.field === '' ? key : `/${key}`;
  return { ...place, field: place.field + step };
}

/** @throws InvalidDefinition */
export function refuse(place: Place, problem: string): never {
  throw new InvalidDefinition(place.machine, place.state, place.field, problem);
}

/**
 * Refuses an expression as AWS does.
 * @param advice what to write instead
 * @throws InvalidDefinition
 */
export function refuseExpression(place: Place, finding: Finding, advice: string): never {
  const problem = `${finding.message.replace(/\.?$/, '')}: ${advice}.`;
  throw new InvalidDefinition(place.machine, place.state, place.field, problem, finding);
}
