import { QueryError, notSupported } from '../query-error.ts';
import { coerce, common } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { commonType, isFloating, isNumeric, sameType, tinyint, typeName } from '../sql/types.ts';
import type { ArrayType, MapType, SqlType } from '../sql/types.ts';

/** The arguments of one call, as the functions' translations take them. */
export interface Arguments {
  name: string;
  values: Typed[];
}

const noValue = (name: string, index: number): never => {
  throw new QueryError('INVALID_FUNCTION_ARGUMENT', `${name} takes an argument ${index + 1}`);
};

/** @throws QueryError when there is no such argument */
export function argument({ name, values }: Arguments, index: number): Typed {
  return values[index] ?? noValue(name, index);
}

/** The argument in DuckDB's text, as a value of a type that it widens to. */
export function as(args: Arguments, index: number, type: SqlType): string {
  const value = argument(args, index);
  if (overloaded.includes(type.name) && !ofNull.given.includes(args.name)) checkTyped(args, index);
  const widened = commonType(value.type, type);
  return widened && sameType(widened, type) ? coerce(value, type) : mismatch(args, index, typeName(type));
}

/** @throws QueryError FUNCTION_NOT_FOUND when it is not a number */
export function numberArgument(args: Arguments, index: number): Typed {
  const value = argument(args, index);
  if (value.type.name === 'unknown' && ofNull.tinyint.includes(args.name))
    return { sql: coerce(value, tinyint), type: tinyint };
  checkTyped(args, index);
  return isNumeric(value.type) ? value : mismatch(args, index, 'a number');
}

/** @throws QueryError FUNCTION_NOT_FOUND when it is not an array */
export function arrayArgument(args: Arguments, index: number): Typed & { type: ArrayType } {
  const value = argument(args, index);
  checkTyped(args, index);
  return value.type.name === 'array' ? { ...value, type: value.type } : mismatch(args, index, 'an array');
}

/** @throws QueryError FUNCTION_NOT_FOUND when it is not a map */
export function mapArgument(args: Arguments, index: number): Typed & { type: MapType } {
  const value = argument(args, index);
  checkTyped(args, index);
  return value.type.name === 'map' ? { ...value, type: value.type } : mismatch(args, index, 'a map');
}

/** Types of arguments for which Athena knows other functions of the same name, so that a bare NULL may be ambiguous. */
const overloaded: SqlType['name'][] = ['varchar', 'timestamp'];

/** Functions that Trino finds for a bare NULL nevertheless, measured on it: as of a number, and of the type that they take here. */
const ofNull = {
  tinyint: ['abs', 'sign', 'ceil', 'ceiling', 'floor', 'round'],
  given: [
    ...[
      'concat_ws',
      'length',
      'lower',
      'upper',
      'trim',
      'ltrim',
      'rtrim',
      'replace',
      'starts_with',
      'strpos',
    ],
    ...['year', 'month', 'day'],
  ],
};

function checkTyped(args: Arguments, index: number): void {
  if (argument(args, index).type.name !== 'unknown') return;
  throw notSupported(
    `${args.name} of a bare NULL, whose type Athena may not know`,
    'CAST the NULL to a type.',
  );
}

/** An array and a value for its elements, in the type they share. */
export function arrayAndElement(args: Arguments): [array: string, element: string] {
  const array = arrayArgument(args, 0);
  const value = argument(args, 1);
  const element = common(array.type.element, value.type, args.name);
  return [coerce(array, { name: 'array', element }), coerce(value, element)];
}

/** Which of two arrays with NaN in them is greater differs between the engines. */
export function checkOrdered(name: string, type: SqlType): void {
  if (type.name !== 'array') return;
  if (isFloating(type.element))
    throw notSupported(`${name} of arrays of ${typeName(type.element)}`, 'Take it of their elements.');
  checkOrdered(name, type.element);
}

function mismatch(args: Arguments, index: number, expected: string): never {
  const found = typeName(argument(args, index).type);
  throw new QueryError(
    'FUNCTION_NOT_FOUND',
    `Unexpected parameters for function ${args.name}: argument ${index + 1} must be ${expected}, and not ${found}`,
  );
}
