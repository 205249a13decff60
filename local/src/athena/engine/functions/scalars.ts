import { arrayFunctions } from './arrays.ts';
import { conditionalFunctions } from './conditionals.ts';
import { jsonFunctions } from './json.ts';
import { mapFunctions } from './maps.ts';
import { mathFunctions } from './math.ts';
import type { Scalar } from './function.ts';
import { regexpFunctions } from './regexps.ts';
import { stringFunctions } from './strings.ts';
import { timeFunctions } from './times/index.ts';

/** All functions of one row's values, by name. */
export const scalars: Record<string, Scalar> = {
  ...arrayFunctions,
  ...conditionalFunctions,
  ...jsonFunctions,
  ...mapFunctions,
  ...mathFunctions,
  ...regexpFunctions,
  ...stringFunctions,
  ...timeFunctions,
};
