import { payloadLimit } from '../asl/payload.ts';
import { constraintViolated, invalidName } from './errors.ts';

// White space, brackets, wildcards, special characters, control characters, surrogates and non-characters, as
// StartExecution's reference lists them.
// eslint-disable-next-line no-control-regex
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/;

/** @throws ServiceError ValidationException when the member is missing */
export function requireMember(field: string, value: string | undefined): string {
  if (value === undefined) throw constraintViolated(field, undefined, 'Member must not be null');
  return value;
}

/** @throws ServiceError InvalidName, or ValidationException for the length. */
export function checkName(name: string): void {
  if (name.length < 1) {
    throw constraintViolated('name', name, 'Member must have length greater than or equal to 1');
  }
  if (name.length > 80) {
    throw constraintViolated('name', name, 'Member must have length less than or equal to 80');
  }
  if (forbidden.test(name)) {
    throw invalidName(
      name,
      'name: no white space, control characters, brackets < > { } [ ], wildcards ? * or " # % \\ ^ | ~ ` $ & , ; : /',
    );
  }
  // AWS takes these two; here the name is also a directory's.
  if (name === '.' || name === '..')
    throw invalidName(name, 'name: "." and ".." cannot name an execution here.');
}

/** @throws ServiceError ValidationException when the text is longer than Step Functions takes. */
export function checkDataLength(field: string, text: string): void {
  if (Buffer.byteLength(text) > payloadLimit) {
    const shown = `${text.slice(0, 60)}...`;
    throw constraintViolated(field, shown, `Member must have length less than or equal to ${payloadLimit}`);
  }
}

/** What StopExecution and SendTaskFailure take at most; longer ones AWS refuses. */
const longest = { error: 256, cause: 32_768 };

/** @throws ServiceError ValidationException for an error's name or cause that is too long */
export function checkFailure(failure: { error?: string | undefined; cause?: string | undefined }): void {
  for (const field of ['error', 'cause'] as const) {
    const text = failure[field] ?? '';
    if (text.length <= longest[field]) continue;
    const constraint = `Member must have length less than or equal to ${longest[field]}`;
    throw constraintViolated(field, `${text.slice(0, 60)}...`, constraint);
  }
}
