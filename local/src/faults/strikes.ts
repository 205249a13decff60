import { createHash } from 'node:crypto';
import type { FaultPlan } from './read-faults.ts';
import type { Kind, Names, Rule } from './rule.ts';

/** One call that a rule may strike. */
export interface Subject {
  kind: Kind;
  names: Names;
  /** What is counted and, with the seed, decides chances, e.g. a machine's state or a function. */
  target: string;
  /** How often a Task's visit was tried before. For functions and objects their calls count. */
  attempt?: number;
}

/** Decides which rule strikes a call, if any. */
export type Strikes = (subject: Subject) => Rule | undefined;

/** @param onStrike is told of each strike */
export function createStrikes(plan: FaultPlan, onStrike: (rule: Rule, target: string) => void): Strikes {
  const calls = new Map<string, number>();
  return (subject) => {
    const { kind, target } = subject;
    for (const rule of plan.rules) {
      if (rule.kind !== kind || !rule.concerns(subject.names)) continue;
      const call = count(calls, `${rule.number} ${target}`);
      if ((subject.attempt ?? call) >= rule.count) continue;
      if (chance(plan.seed, rule.number, target, call) >= rule.probability) continue;
      onStrike(rule, target);
      return rule;
    }
    return undefined;
  };
}

function count(calls: Map<string, number>, key: string): number {
  const before = calls.get(key) ?? 0;
  calls.set(key, before + 1);
  return before;
}

/** Uniform in [0, 1), by the call itself: so the order in which calls of different targets come makes no difference. */
function chance(...call: (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(call)).digest().readUInt32BE() / 2 ** 32;
}
