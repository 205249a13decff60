import { arrayFunctions } from './arrays.ts';
import { conditionalFunctions } from './conditionals.ts';
import { dateFunctions } from './dates.ts';
import { mathFunctions } from './math.ts';
import type { Scalar } from './function.ts';
import { stringFunctions } from './strings.ts';

/** All functions of one row's values, by name. */
export const scalars: Record<string, Scalar> = {
  ...arrayFunctions,
  ...conditionalFunctions,
  ...dateFunctions,
  ...mathFunctions,
  ...stringFunctions,
};
