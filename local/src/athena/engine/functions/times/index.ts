import type { Scalar } from '../function.ts';
import { clockFunctions } from './clock.ts';
import { formatFunctions } from './formats.ts';
import { partFunctions } from './parts.ts';
import { shiftFunctions } from './shift.ts';

/** https://trino.io/docs/current/functions/datetime.html */
export const timeFunctions: Record<string, Scalar> = {
  ...clockFunctions,
  ...formatFunctions,
  ...partFunctions,
  ...shiftFunctions,
};
