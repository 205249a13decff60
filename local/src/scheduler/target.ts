import type { Fields } from '../fields.ts';
import { resourcesOfType } from '../template/index.ts';
import type { Stack } from '../template/index.ts';

/** What a schedule calls. */
export interface Target {
  arn: string;
  /** Name of the template's role that the call is authorised by. */
  roleName: string;
  /** JSON text, in which context attributes are still to be put. */
  input: string;
  /** From when on, counted from the due time, the target is not tried again. */
  maxAgeMs: number;
  maxRetries: number;
  /** ARN of the queue for what could not be delivered. */
  deadLetterArn: string | undefined;
  /** The call that delivers an input. */
  request(input: string): { service: string; operation: string; input: unknown };
}

const members = ['Arn', 'DeadLetterConfig', 'Input', 'RetryPolicy', 'RoleArn'];

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html */
const types: { type: string; request: (arn: string) => Target['request'] }[] = [
  {
    type: 'AWS::StepFunctions::StateMachine',
    request: (stateMachineArn) => (input) => ({
      service: 'sfn',
      operation: 'startExecution',
      input: { stateMachineArn, input },
    }),
  },
  {
    type: 'AWS::Lambda::Function',
    request: (FunctionName) => (Payload) => ({
      service: 'lambda',
      operation: 'invoke',
      input: { FunctionName, InvocationType: 'Event', Payload },
    }),
  },
];

/** @throws TemplateError */
export function readTarget(schedule: Fields, stack: Stack): Target {
  const fields = schedule.object('Target', members);
  const arn = fields.text('Arn');
  const policy = fields.object('RetryPolicy', ['MaximumEventAgeInSeconds', 'MaximumRetryAttempts'], {});
  return {
    arn,
    roleName: roleName(fields, stack),
    input: inputOf(fields),
    // The defaults: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html gives the bounds.
    maxAgeMs: policy.integer('MaximumEventAgeInSeconds', [60, 86_400], 86_400) * 1000,
    maxRetries: policy.integer('MaximumRetryAttempts', [0, 185], 185),
    deadLetterArn: deadLetterArn(fields),
    request: requestOf(arn, fields, stack),
  };
}

function roleName(fields: Fields, stack: Stack): string {
  const arn = fields.text('RoleArn');
  const role = resourcesOfType(stack, 'AWS::IAM::Role').find(({ attributes }) => attributes.Arn === arn);
  return role ? role.physicalId : fields.refuse('RoleArn', `the template has no role ${arn}.`);
}

/** What Scheduler sends where no input is given is not documented, so it is asked for. */
function inputOf(fields: Fields): string {
  const input = fields.text('Input');
  try {
    JSON.parse(input);
    return input;
  } catch {
    return fields.refuse('Input', `must be JSON, but is ${JSON.stringify(input)}.`);
  }
}

function deadLetterArn(fields: Fields): string | undefined {
  return fields.has('DeadLetterConfig') ? fields.object('DeadLetterConfig', ['Arn']).text('Arn') : undefined;
}

function requestOf(arn: string, fields: Fields, stack: Stack): Target['request'] {
  const found = types.find(({ type }) =>
    resourcesOfType(stack, type).some(({ attributes }) => attributes.Arn === arn),
  );
  if (found) return found.request(arn);
  return fields.refuse('Arn', `must be a state machine or a function of the template, but is ${arn}.`);
}
