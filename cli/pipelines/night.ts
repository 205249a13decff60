import type { Json } from 'template-runtime/asl';
import { pipelines } from './index.ts';

/** A night's input with so many trials for the machines that draw any; whether they belong there the machine says. */
export function nightWithTrials(input: Record<string, Json>, trials: number): Record<string, Json> {
  const inputs = pipelines.flatMap(({ machine, withTrials }): [string, Json][] => {
    const own = input[machine] ?? {};
    return withTrials && isObject(own) ? [[machine, withTrials(own, trials)]] : [];
  });
  return { ...input, ...Object.fromEntries(inputs) };
}

export function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
