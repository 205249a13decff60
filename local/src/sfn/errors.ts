/**
 * The errors of the Step Functions API, with AWS's codes and the beginnings of AWS's messages.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html
 */
import { ServiceError } from '../service.ts';

export const executionAlreadyExists = (arn: string) =>
  new ServiceError(
    'ExecutionAlreadyExists',
    `Execution Already Exists: '${arn}'. The name of an execution is used once; choose another.`,
  );

export const executionDoesNotExist = (arn: string) =>
  new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);

export const executionNotRedrivable = (reason: string) => new ServiceError('ExecutionNotRedrivable', reason);

export const invalidArn = (detail: string) => new ServiceError('InvalidArn', `Invalid Arn: '${detail}'`);

export const invalidDefinition = (detail: string) =>
  new ServiceError('InvalidDefinition', `Invalid State Machine Definition: ${detail}`);

export const invalidExecutionInput = (detail: string) =>
  new ServiceError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${detail}'`);

export const invalidName = (name: string, rule: string) =>
  new ServiceError('InvalidName', `Invalid Name: '${name}'. ${rule}`);

export const invalidOutput = (detail: string) =>
  new ServiceError('InvalidOutput', `Invalid Output: '${detail}'`);

export const invalidToken = () => new ServiceError('InvalidToken', `Invalid Token: 'Invalid token'`);

export const resourceNotFound = (arn: string) =>
  new ServiceError('ResourceNotFound', `Resource not found: '${arn}'`);

export const labelledArn = () =>
  new ServiceError(
    'ValidationException',
    'Labeled Execution ARNs are not supported for this API. Redrive the execution that started the map run.',
  );

export const foreignHistory = () =>
  new ServiceError(
    'ValidationException',
    'A history in the home directory was written by another version of this runtime. Read it with that version, or delete the home directory.',
  );

export const notAccepting = () =>
  new ServiceError(
    'ServiceUnavailable',
    'The local Step Functions service has not started, or is stopping. Start it and try again.',
    503,
  );

/** @param reason why a machine of the template is not served here */
export const stateMachineDoesNotExist = (arn: string, reason?: string) =>
  new ServiceError(
    'StateMachineDoesNotExist',
    `State Machine Does Not Exist: '${arn}'${reason === undefined ? '' : `. It is not served here: ${reason}`}`,
  );

export const taskTimedOut = () =>
  new ServiceError('TaskTimedOut', `Task Timed Out: 'Provided task does not exist anymore'`);

/** A member of the input that breaks the API's own constraint, in the words that AWS's validation uses. */
export const constraintViolated = (field: string, value: string | number | undefined, constraint: string) =>
  new ServiceError(
    'ValidationException',
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${value}'`} at '${field}' ` +
      `failed to satisfy constraint: ${constraint}`,
  );
