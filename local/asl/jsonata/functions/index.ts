import { randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import type { Expression } from 'jsonata';
import { bounded } from '../bounded.ts';
import { distinct } from './distinct.ts';
import { hash } from './hash.ts';
import { pad } from './pad.ts';
import { parse } from './parse.ts';
import { partition } from './partition.ts';
import { random } from './random.ts';
import { range } from './range.ts';
import { sort } from './sort.ts';
import { spread } from './spread.ts';

/** A function of JSONata as its environment holds it. */
interface NativeFunction {
  implementation(...values: unknown[]): unknown;
}

/** JSONata's own `$toMillis`, which ours takes the place of. Not awaited here: that would make every module above wait. */
const toMillis = jsonata('$toMillis').evaluate({}) as Promise<NativeFunction>;

/**
 * Makes an expression AWS's: adds the functions that only Step Functions has, takes `$eval` away, and lets `$now` and
 * `$millis` read `now`, which must stay the same throughout an evaluation. `$pad`, `$distinct`, `$sort`, `$spread` and `$toMillis` do as
 * JSONata's and need no more time and memory than they should.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function bindFunctions(expression: Expression, now: () => Date): void {
  expression.registerFunction('partition', partition, '<a?n?:a>');
  expression.registerFunction('range', range, '<n?n?n?:a>');
  expression.registerFunction('hash', hash, '<s?s?:s>');
  expression.registerFunction('random', random, '<n?:n>');
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction('parse', parse, '<s?:x>');
  expression.registerFunction('pad', pad, '<s-ns?:s>');
  expression.registerFunction('distinct', distinct, '<x:x>');
  expression.registerFunction('sort', sort, '<af?:a>');
  expression.registerFunction('spread', spread, '<x-:a<o>>');
  expression.registerFunction('millis', () => now().getTime(), '<:n>');
  expression.registerFunction(
    'now',
    function (picture?: string, timezone?: string): unknown {
      const format = this.environment.lookup('fromMillis') as NativeFunction;
      return format.implementation.call(this, now().getTime(), picture, timezone);
    },
    '<s?s?:s>',
  );
  expression.registerFunction(
    'toMillis',
    async function (text?: string, picture?: string): Promise<unknown> {
      const native = await toMillis;
      const parsed = () => native.implementation.call(this, text, picture);
      // Its regular expression is made of the picture.
      return picture === undefined ? parsed() : bounded(parsed);
    },
    '<s-s?:n>',
  );
  expression.assign('eval', undefined);
}
