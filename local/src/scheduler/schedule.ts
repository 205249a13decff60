import { Fields } from '../fields.ts';
import { readResources, TemplateError } from '../template/index.ts';
import type { Resource, Stack } from '../template/index.ts';
import { parseExpression } from './expression.ts';
import { InvalidExpression } from './invalid-expression.ts';
import type { Recurrence } from './recurrence.ts';
import { readTarget } from './target.ts';
import type { Target } from './target.ts';
import { isTimezone } from './wall-time.ts';

/** A schedule of the template. */
export interface Schedule {
  name: string;
  arn: string;
  /** ScheduleExpression, e.g. `cron(0 2 * * ? *)`. */
  expression: string;
  /** Name of the time zone in which the expression counts. */
  timezone: string;
  enabled: boolean;
  recurrence: Recurrence;
  /** How long after the due time the target may be called; 0 where there is no flexible window. */
  windowMs: number;
  target: Target;
}

/** KmsKeyArn and GroupName change nothing here. */
const properties = [
  'Description',
  'EndDate',
  'FlexibleTimeWindow',
  'GroupName',
  'KmsKeyArn',
  'Name',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'StartDate',
  'State',
  'Target',
];

/**
 * The schedules of the template.
 * @param begin from when rates count that have no start date
 * @throws TemplateError
 */
export function readSchedules(stack: Stack, begin: Date): Schedule[] {
  return readResources(stack, 'AWS::Scheduler::Schedule', (resource) => readSchedule(resource, stack, begin));
}

function readSchedule(resource: Resource, stack: Stack, begin: Date): Schedule {
  const fields = new Fields(
    resource.properties,
    properties,
    `Resources.${resource.logicalId}.Properties`,
    templateError,
  );
  const timezone = fields.text('ScheduleExpressionTimezone', 'UTC');
  if (!isTimezone(timezone)) {
    const problem = `must be a time zone like Europe/Berlin, but is ${JSON.stringify(timezone)}.`;
    fields.refuse('ScheduleExpressionTimezone', problem);
  }
  return {
    name: resource.physicalId,
    arn: resource.attributes.Arn!,
    expression: fields.text('ScheduleExpression'),
    timezone,
    enabled: fields.oneOf('State', ['ENABLED', 'DISABLED'], 'ENABLED') === 'ENABLED',
    recurrence: recurrenceOf(fields, timezone, begin),
    windowMs: windowMs(fields),
    target: readTarget(fields, stack),
  };
}

function templateError(where: string, problem: string): TemplateError {
  return new TemplateError(where, problem);
}

function recurrenceOf(fields: Fields, timezone: string, begin: Date): Recurrence {
  const expression = fields.text('ScheduleExpression');
  const bounds = { start: fields.time('StartDate'), end: fields.time('EndDate') };
  try {
    return parseExpression(expression, timezone, bounds, begin);
  } catch (error) {
    if (!(error instanceof InvalidExpression)) throw error;
    fields.refuse('ScheduleExpression', `${expression} is no schedule: ${error.message}.`);
  }
}

function windowMs(fields: Fields): number {
  const window = fields.object('FlexibleTimeWindow', ['Mode', 'MaximumWindowInMinutes']);
  if (window.oneOf('Mode', ['OFF', 'FLEXIBLE']) === 'OFF') return 0;
  return window.integer('MaximumWindowInMinutes', [1, 1440]) * 60_000;
}
