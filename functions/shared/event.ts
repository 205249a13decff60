import common from '../../statemachines/inputs/common.schema.json' with { type: 'json' };
import { Failure } from '../../kernels/failure.ts';

/** What one field of an event must be; `expects` completes the sentence "<field> must be …". */
export interface Rule {
  expects: string;
  accepts(value: unknown): boolean;
}

/** One rule per field of the event `T`. Fields without a rule are ignored. */
export type Rules<T> = { [K in keyof T]-?: Rule };

export const text: Rule = {
  expects: 'a non-empty text',
  accepts: (value) => typeof value === 'string' && value !== '',
};

export const runName: Rule = {
  expects: 'a run name of 1 to 80 letters, digits, _ or -',
  accepts: (value) => typeof value === 'string' && new RegExp(common.$defs.run.pattern).test(value),
};

export const jobName: Rule = {
  expects: "a job's name",
  accepts: (value) => typeof value === 'string' && new RegExp(common.properties.job.pattern).test(value),
};

export const prefix: Rule = {
  expects: 'a key prefix that ends with /',
  accepts: (value) => typeof value === 'string' && value.endsWith('/'),
};

/** The range of the random generators' seeds: others would repeat the sequence of one of these. */
export const seed: Rule = integer(common.$defs.seed.minimum, common.$defs.seed.maximum);

export function integer(low: number, high: number = Number.MAX_SAFE_INTEGER): Rule {
  return {
    expects: `an integer from ${low} to ${high}`,
    accepts: (value) => Number.isInteger(value) && (value as number) >= low && (value as number) <= high,
  };
}

export function oneOf(...values: string[]): Rule {
  return { expects: `one of ${values.join(', ')}`, accepts: (value) => values.includes(value as string) };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The event, once every rule holds.
 * @param path where the event stands inside a larger one, e.g. `BatchInput.`
 * @throws Failure InvalidEvent, naming field, rule and value
 */
export function checkEvent<T>(event: unknown, rules: Rules<T>, path = ''): T {
  const fields = isObject(event) ? event : {};
  for (const [name, rule] of Object.entries<Rule>(rules)) {
    if (rule.accepts(fields[name])) continue;
    const given = JSON.stringify(fields[name]) ?? 'nothing';
    throw new Failure('InvalidEvent', `${path}${name} must be ${rule.expects}, but the event has ${given}.`);
  }
  return event as T;
}
