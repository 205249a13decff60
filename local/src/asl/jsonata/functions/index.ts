import { randomUUID } from 'node:crypto';
import type { Expression } from 'jsonata';
import { textFunction } from '../adapt.ts';
import { base64decode, base64encode } from './base64.ts';
import { clone } from './clone.ts';
import { decodeUrl, decodeUrlComponent } from './decode-url.ts';
import { distinct } from './distinct.ts';
import { formatNumber } from './format-number.ts';
import { hash } from './hash.ts';
import { number } from './number.ts';
import { pad } from './pad.ts';
import { parse } from './parse.ts';
import { partition } from './partition.ts';
import { random } from './random.ts';
import { range } from './range.ts';
import { replace } from './replace.ts';
import { sort } from './sort.ts';
import { spread } from './spread.ts';
import { string } from './string.ts';
import { substring } from './substring.ts';
import { fromMillis, toMillis } from './times.ts';
import { type } from './type.ts';

type Implementation = Parameters<Expression['registerFunction']>[1];

/** `sfnx` is iwamot/sfnx's docs/design.md, which says what was measured on AWS in September 2026. */
type Source = 'documented' | 'sfnx' | 'resources' | 'exact numbers';

/**
 * The functions that AWS has otherwise than JSONata 2.0.6, or that need care here: name, signature, source. Each file
 * says how it differs. `documented` are those that only Step Functions has; `resources` do as JSONata's and need no
 * more time and memory than they should; `exact numbers` take whole numbers beyond 2^53 - 1.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
const functions: [name: string, run: Implementation, signature: string, source: Source][] = [
  ['hash', hash, '<s?s?:s>', 'documented'],
  ['parse', parse, '<s?:x>', 'documented'],
  ['partition', partition, '<x?n?:a>', 'documented'],
  ['random', random, '<n?:n>', 'documented'],
  ['range', range, '<n?n?n?:a>', 'documented'],
  ['uuid', () => randomUUID(), '<:s>', 'documented'],
  ['base64decode', base64decode, '<s-:s>', 'sfnx'],
  ['base64encode', base64encode, '<s-:s>', 'sfnx'],
  ['decodeUrl', decodeUrl, '<s-:s>', 'sfnx'],
  ['decodeUrlComponent', decodeUrlComponent, '<s-:s>', 'sfnx'],
  ['formatNumber', formatNumber, '<n-so?:s>', 'sfnx'],
  ['fromMillis', fromMillis, '<x-s?s?:s>', 'sfnx'],
  ['replace', replace, '<s-(sf)(sf)n?:s>', 'sfnx'],
  ['string', string, '<x-b?:s>', 'sfnx'],
  [textFunction, string, '<x:s>', 'sfnx'],
  ['substring', substring, '<s-nn?:s>', 'sfnx'],
  ['toMillis', toMillis, '<s-s?:n>', 'sfnx'],
  ['distinct', distinct, '<x:x>', 'resources'],
  ['pad', pad, '<s-ns?:s>', 'resources'],
  ['sort', sort, '<af?:a>', 'resources'],
  ['spread', spread, '<x-:a<o>>', 'resources'],
  ['clone', clone, '<(oa)-:o>', 'exact numbers'],
  ['number', number, '<(nsb)-:n>', 'exact numbers'],
  ['type', type, '<x:s>', 'exact numbers'],
];

/**
 * Makes an expression's functions AWS's: binds those above, takes `$eval` away, and lets `$now` and `$millis` read
 * `now`, which must stay the same throughout an evaluation.
 */
export function bindFunctions(expression: Expression, now: () => Date): void {
  for (const [name, run, signature] of functions) expression.registerFunction(name, run, signature);
  expression.registerFunction('millis', () => now().getTime(), '<:n>');
  expression.registerFunction(
    'now',
    function (picture?: string, timezone?: string): unknown {
      return fromMillis.call(this, now().getTime(), picture, timezone);
    },
    '<s?s?:s>',
  );
  expression.assign('eval', undefined);
}
