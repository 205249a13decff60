/**
 * A service's error as a state machine sees it. Step Functions calls the services behind `arn:aws:states:::athena:…`
 * through version 1 of the Java SDK and those behind `arn:aws:states:::aws-sdk:…` through version 2, and the names
 * and causes are those SDKs' exceptions. Recorded on AWS: Lambda.ResourceNotFoundException,
 * StepFunctions.StateMachineDoesNotExistException, S3.NoSuchKeyException, Sfn.InvalidTokenException and the forms
 * of their causes. The others follow by the same rule.
 */
import { StatesError } from '../../asl/host.ts';
import type { ServiceError } from '../../service.ts';
import { modelledErrors } from './modelled-errors.ts';
import type { CalledService } from './modelled-errors.ts';

interface Naming {
  /** What stands before the dot of the error's name. */
  prefix: string;
  /** Name of the service in the cause. */
  service: string;
  /** The exception for codes outside the model, access denied and throttling among them. */
  general: string;
}

/** The services that have optimized integrations. */
export type OptimizedService = 'athena' | 'lambda' | 'sfn';

const optimized: Record<OptimizedService, Naming> = {
  athena: { prefix: 'Athena', service: 'AmazonAthena', general: 'AmazonAthenaException' },
  lambda: { prefix: 'Lambda', service: 'AWSLambda', general: 'AWSLambdaException' },
  sfn: { prefix: 'StepFunctions', service: 'AWSStepFunctions', general: 'AWSStepFunctionsException' },
};

const awsSdk: Record<CalledService, Naming> = {
  athena: { prefix: 'Athena', service: 'Athena', general: 'AthenaException' },
  glue: { prefix: 'Glue', service: 'Glue', general: 'GlueException' },
  lambda: { prefix: 'Lambda', service: 'Lambda', general: 'LambdaException' },
  s3: { prefix: 'S3', service: 'S3', general: 'S3Exception' },
  sfn: { prefix: 'Sfn', service: 'Sfn', general: 'SfnException' },
};

export function optimizedError(
  service: OptimizedService,
  error: ServiceError,
  requestId: string,
): StatesError {
  const { code, message, statusCode } = error;
  const naming = optimized[service];
  const cause =
    `${message} (Service: ${naming.service}; Status Code: ${statusCode}; Error Code: ${code}; ` +
    `Request ID: ${requestId}; Proxy: null)`;
  return new StatesError(errorName(naming, service, code), cause);
}

export function awsSdkError(service: CalledService, error: ServiceError, requestId: string): StatesError {
  const naming = awsSdk[service];
  const extended = service === 's3' ? `, Extended Request ID: ${requestId}` : '';
  const cause =
    `${error.message} (Service: ${naming.service}, Status Code: ${error.statusCode}, ` +
    `Request ID: ${requestId}${extended}) (SDK Attempt Count: 1)`;
  return new StatesError(errorName(naming, service, error.code), cause);
}

function errorName(naming: Naming, service: CalledService, code: string): string {
  return `${naming.prefix}.${modelledErrors[service].has(code) ? exceptionName(code) : naming.general}`;
}

/** The Java class of an error's shape: `NoSuchKey` is `NoSuchKeyException`, `…Fault` becomes `…Exception`. */
function exceptionName(code: string): string {
  return code.endsWith('Exception') ? code : `${code.replace(/Fault$/, '')}Exception`;
}
