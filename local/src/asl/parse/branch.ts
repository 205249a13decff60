import type { Flow } from '../machine.ts';
import { flowFields } from './flow-fields.ts';
import { fieldsOf } from './readers.ts';
import type { Reader } from './readers.ts';

/** A flow within a state. */
export const branch: Reader<Flow> = (value, place) =>
  place.scope.readFlow(fieldsOf(flowFields)(value, place), place);
