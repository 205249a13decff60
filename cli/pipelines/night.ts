import type { Json } from 'template-runtime/asl';
import { pipelines } from './index.ts';

/** A night's input with so many trials for the jobs that draw any; whether they belong there the machine says. */
export function nightWithTrials(
  input: Record<string, Json>,
  trials: number,
  jobs: NightlyJob[],
): Record<string, Json> {
  const inputs = jobs.flatMap(({ name, machine, night }): [string, Json][] => {
    const { withTrials } = pipelines.find((pipeline) => pipeline.machine === machine) ?? {};
    const own = input[name] ?? {};
    return night && withTrials && isObject(own) ? [[name, withTrials(own, trials)]] : [];
  });
  return { ...input, ...Object.fromEntries(inputs) };
}

interface NightlyJob {
  name: string;
  machine: string;
  night: boolean;
}

export function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
