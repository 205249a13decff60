import type { LeftOut } from '../template/index.ts';
import { lambdaError } from './errors.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** Where the functions are. */
export interface Place {
  accountId: string;
  region: string;
}

/** What a FunctionName and a Qualifier name. */
export interface FunctionReference {
  name: string;
  qualifier: string | undefined;
  /** With the qualifier, if one was given. */
  arn: string;
}

const pattern =
  /^(?:arn:aws:lambda:([^:]+):|)(?:(\d{12}):function:|)([A-Za-z0-9_-]+)(?::(\$LATEST|[A-Za-z0-9_-]+)|)$/;

/**
 * Reads a function's name, partial ARN or ARN, each with or without a qualifier.
 * @throws ServiceError
 */
export function parseFunctionName(
  { FunctionName, Qualifier }: { FunctionName?: string; Qualifier?: string },
  place: Place,
): FunctionReference {
  const match = pattern.exec(FunctionName ?? '');
  if (!match || (match[1] !== undefined && match[2] === undefined)) {
    throw lambdaError(
      'InvalidParameterValueException',
      `FunctionName must be a function's name or ARN, got ${JSON.stringify(FunctionName)}.`,
    );
  }
  const [, region = place.region, accountId = place.accountId, name = '', own] = match;
  if (own !== undefined && Qualifier !== undefined && own !== Qualifier) {
    throw lambdaError(
      'InvalidParameterValueException',
      `The derived qualifier from the function name does not match the specified qualifier: ${own}, ${Qualifier}.`,
    );
  }
  const qualifier = own ?? Qualifier;
  const arn = `arn:aws:lambda:${region}:${accountId}:function:${name}${qualifier ? `:${qualifier}` : ''}`;
  return { name, qualifier, arn };
}

/**
 * The function that a reference names.
 * @throws ServiceError ResourceNotFoundException
 */
export function findFunction(
  { name, qualifier, arn }: FunctionReference,
  { functions, leftOut }: { functions: Map<string, LambdaFunction>; leftOut?: LeftOut },
): LambdaFunction {
  const fn = functions.get(name);
  const known = fn && arn.startsWith(fn.arn) && ['$LATEST', ...fn.versions].includes(qualifier ?? '$LATEST');
  if (known) return fn;
  const reason = leftOut?.reasonOf(name);
  const why = reason === undefined ? '' : `. It is not served here: ${reason}`;
  throw lambdaError('ResourceNotFoundException', `Function not found: ${arn}${why}`);
}
