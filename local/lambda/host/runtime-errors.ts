import { types } from 'node:util';

/** An error of the runtime itself, under the names that AWS's Node.js runtime gives. */
export class RuntimeError extends Error {
  constructor(
    name:
      | 'CallbackHandlerDeprecated'
      | 'HandlerNotFound'
      | 'ImportModuleError'
      | 'MalformedHandlerName'
      | 'UnhandledPromiseRejection'
      | 'UserCodeSyntaxError',
    message: string,
  ) {
    super(message);
    this.name = `Runtime.${name}`;
  }
}

/** A thrown value as the payload of a function error, as AWS's Node.js runtime writes it. */
export function errorPayload(thrown: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (types.isNativeError(thrown) || isErrorLike(thrown)) {
    return {
      errorType: thrown.name,
      errorMessage: thrown.message,
      trace: (thrown.stack ?? '').split('\n'),
    };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

/** Errors of another realm are no instances of this one's Error. */
function isErrorLike(value: unknown): value is Error {
  const { name, message, stack } = (value ?? {}) as Partial<Error>;
  return typeof name === 'string' && typeof message === 'string' && typeof stack === 'string';
}
