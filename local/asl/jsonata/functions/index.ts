import { randomUUID } from 'node:crypto';
import type { Expression } from 'jsonata';
import { hash } from './hash.ts';
import { parse } from './parse.ts';
import { partition } from './partition.ts';
import { random } from './random.ts';
import { range } from './range.ts';

/** A function of JSONata as its environment holds it. */
interface NativeFunction {
  implementation(...values: unknown[]): unknown;
}

/**
 * Makes an expression AWS's: adds the functions that only Step Functions has, takes `$eval` away, and lets `$now` and
 * `$millis` read `now`, which must stay the same throughout an evaluation.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function bindFunctions(expression: Expression, now: () => Date): void {
  expression.registerFunction('partition', partition, '<a?n?:a>');
  expression.registerFunction('range', range, '<n?n?n?:a>');
  expression.registerFunction('hash', hash, '<s?s?:s>');
  expression.registerFunction('random', random, '<n?:n>');
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction('parse', parse, '<s?:x>');
  expression.registerFunction('millis', () => now().getTime(), '<:n>');
  expression.registerFunction(
    'now',
    function (picture?: string, timezone?: string): unknown {
      const format = this.environment.lookup('fromMillis') as NativeFunction;
      return format.implementation.call(this, now().getTime(), picture, timezone);
    },
    '<s?s?:s>',
  );
  expression.assign('eval', undefined);
}
