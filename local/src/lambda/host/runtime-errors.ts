import { types } from 'node:util';

/** An error of the runtime itself, under the names that AWS's Node.js runtime gives. */
export class RuntimeError extends Error {
  constructor(
    name:
      | 'CallbackHandlerDeprecated'
      | 'HandlerNotFound'
      | 'ImportModuleError'
      | 'InvalidStreamingOperation'
      | 'JSONStringifyError'
      | 'MalformedHandlerName'
      | 'MalformedStreamingHandler'
      | 'NodeJsExit'
      | 'UnhandledPromiseRejection'
      | 'UserCodeSyntaxError',
    message: string,
  ) {
    super(message);
    this.name = `Runtime.${name}`;
  }
}

/**
 * Nothing is left to do, and the handler's promise is still pending.
 * https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html#troubleshooting-invocation-nodejs-exit
 */
export class NodeJsExit extends RuntimeError {
  constructor() {
    super(
      'NodeJsExit',
      'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise ' +
        'that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
    );
  }
}

/** The payload of a function error, as AWS's Node.js runtime writes it. */
export interface ErrorPayload {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** A thrown value as the payload of a function error. */
export function errorPayload(thrown: unknown): ErrorPayload {
  try {
    if (types.isNativeError(thrown) || isErrorLike(thrown)) {
      return {
        errorType: thrown.name,
        errorMessage: thrown.message,
        trace: (thrown.stack ?? '').split('\n'),
      };
    }
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  } catch {
    return { errorType: 'handled', errorMessage: unreadable };
  }
}

const unreadable =
  'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, ' +
  'and stack';

/** Errors of another realm are no instances of this one's Error. */
function isErrorLike(value: unknown): value is Error {
  const { name, message, stack } = (value ?? {}) as Partial<Error>;
  return typeof name === 'string' && typeof message === 'string' && typeof stack === 'string';
}
