import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { rolePrincipal } from '../iam/index.ts';
import { ServiceError } from '../service.ts';
import type { Service } from '../service.ts';
import type { Schedule } from './schedule.ts';

/** How the delivery of one due time went, attempt by attempt. */
export type Delivery =
  | { kind: 'delivered'; schedule: Schedule; scheduledTime: string; output: unknown }
  | { kind: 'failed'; schedule: Schedule; scheduledTime: string; error: ServiceError; pauseMs: number }
  | { kind: 'given up'; schedule: Schedule; scheduledTime: string; error: ServiceError; letter: DeadLetter };

/**
 * What AWS puts into the queue as a message's attributes:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export interface DeadLetter {
  ERROR_CODE: string;
  ERROR_MESSAGE: string;
  EXECUTION_ID: string;
  EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
  IS_PAYLOAD_TRUNCATED: 'false';
  RETRY_ATTEMPTS: string;
  SCHEDULED_TIME: string;
  SCHEDULE_ARN: string;
  TARGET_ARN: string;
}

export interface Means {
  services: () => Service[];
  clock: Clock;
  signal: AbortSignal;
  /** Is told of each attempt. */
  report: (delivery: Delivery) => void;
}

/**
 * How long after the first attempt the second comes, doubled from then on, and at most. AWS does not document its
 * own; with these the 185 attempts of the default policy fill its 24 hours.
 */
const firstPauseMs = 1000;
const longestPauseMs = 480_000;

/** Calls the target of a schedule, again after errors. Rejects with the signal's reason. */
export async function deliver(schedule: Schedule, due: Date, means: Means): Promise<void> {
  const { clock, signal, report } = means;
  const { target } = schedule;
  const scheduledTime = isoSeconds(due);
  const about = { schedule, scheduledTime };
  if (schedule.windowMs > 0) await clock.sleep(clock.random() * schedule.windowMs, signal);
  for (let retries = 0; ; retries += 1) {
    const executionId = randomUUID();
    const attributes = { scheduledTime, executionId, attemptNumber: retries + 1, scheduleArn: schedule.arn };
    const result = await call(schedule, fill(target.input, attributes), means);
    if (!(result instanceof ServiceError)) return report({ ...about, kind: 'delivered', output: result });
    const pauseMs = Math.min(firstPauseMs * 2 ** retries, longestPauseMs);
    const isLate = clock.now().getTime() + pauseMs - due.getTime() > target.maxAgeMs;
    const exhausted =
      retries === target.maxRetries ? 'MaximumRetryAttempts' : isLate && 'MaximumEventAgeInSeconds';
    if (exhausted) {
      const letter = letterOf(schedule, result, {
        EXECUTION_ID: executionId,
        EXHAUSTED_RETRY_CONDITION: exhausted,
        RETRY_ATTEMPTS: String(retries),
        SCHEDULED_TIME: scheduledTime,
      });
      return report({ ...about, kind: 'given up', error: result, letter });
    }
    report({ ...about, kind: 'failed', error: result, pauseMs });
    await clock.sleep(pauseMs, signal);
  }
}

async function call(schedule: Schedule, input: string, { services, signal }: Means): Promise<unknown> {
  signal.throwIfAborted();
  const { service: name, operation, input: members } = schedule.target.request(input);
  const service = services().find((candidate) => candidate.name === name)!;
  const principal = rolePrincipal(schedule.target.roleName, schedule.name);
  try {
    return await service.call(operation, members, { principal, requestId: randomUUID() });
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

interface ContextAttributes {
  scheduledTime: string;
  executionId: string;
  attemptNumber: number;
  scheduleArn: string;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function fill(input: string, attributes: ContextAttributes): string {
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', attributes.scheduleArn)
    .replaceAll('<aws.scheduler.scheduled-time>', attributes.scheduledTime)
    .replaceAll('<aws.scheduler.execution-id>', attributes.executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(attributes.attemptNumber));
}

function letterOf(
  { arn, target }: Schedule,
  { code, message }: ServiceError,
  attempt: Pick<
    DeadLetter,
    'EXECUTION_ID' | 'EXHAUSTED_RETRY_CONDITION' | 'RETRY_ATTEMPTS' | 'SCHEDULED_TIME'
  >,
): DeadLetter {
  return {
    ERROR_CODE: code,
    ERROR_MESSAGE: message,
    IS_PAYLOAD_TRUNCATED: 'false',
    SCHEDULE_ARN: arn,
    TARGET_ARN: target.arn,
    ...attempt,
  };
}

/** As in AWS's example: 2022-03-22T18:59:43Z. */
function isoSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
