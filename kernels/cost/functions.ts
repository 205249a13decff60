import { evaluate, measured } from './measured.ts';
import type { Invocation } from './usage.ts';

/** Memory at which a function has a whole core; below it has proportionally less: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const wholeCoreMemory = 1769;

/** What a function's invocations of one run come to. */
export interface FunctionCost {
  name: string;
  invocations: number;
  /** MB. */
  memory: number;
  /** Of all invocations together, each with its start, at the CPU share of its memory. */
  seconds: number;
  gbSeconds: number;
}

/** By function, in the order in which they are first invoked. */
export function functionCosts(invocations: Invocation[], memoryOf: Map<string, number>): FunctionCost[] {
  const names = [...new Set(invocations.map(({ functionName }) => functionName))];
  return names.map((name) => {
    const own = invocations.filter(({ functionName }) => functionName === name);
    const memory = memoryOf.get(name)!;
    const seconds = own.reduce((total, { features }) => total + billedSeconds(name, features, memory), 0);
    return { name, invocations: own.length, memory, seconds, gbSeconds: (seconds * memory) / 1024 };
  });
}

/**
 * Every invocation is taken as the first of a new environment, whose start is charged too. Two cores do not make these
 * functions faster than one, and one core is what they were measured on.
 */
function billedSeconds(name: string, features: Record<string, number>, memory: number): number {
  const { initSeconds, seconds } = measured.functions[name]!;
  const onOneCore = initSeconds + evaluate(seconds, features);
  return onOneCore * Math.max(1, wholeCoreMemory / memory);
}
