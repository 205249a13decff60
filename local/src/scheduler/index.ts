/** EventBridge Scheduler: the schedules of the template, called when they are due. */
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { Service } from '../service.ts';
import type { Stack } from '../template/index.ts';
import { UnderWay } from '../under-way.ts';
import { deliver } from './deliver.ts';
import type { Delivery, Means } from './deliver.ts';
import { describeDelivery } from './describe-delivery.ts';
import { openLog } from './log.ts';
import { readSchedules } from './schedule.ts';
import type { Schedule } from './schedule.ts';

export { wallTimeOf } from './wall-time.ts';

/** When a schedule is due next. */
export interface Upcoming {
  name: string;
  expression: string;
  timezone: string;
  enabled: boolean;
  /** Undefined when it is disabled or over. */
  next: Date | undefined;
}

export interface Scheduler {
  upcoming(): Upcoming[];
  /**
   * Calls targets from now on. What was due before is not caught up on.
   * @param tell is told of each call and its failure in a line for a person
   */
  start(tell: (line: string) => void): void;
  /** Calls no more targets; settles when nothing is under way. */
  stop(): Promise<void>;
}

export interface SchedulerOptions {
  /** Each call is a line of `<home>/logs/scheduler.log`. */
  home: string;
  stack: Stack;
  services: () => Service[];
  clock?: Clock;
}

/**
 * Timers stand still while a laptop sleeps, so the wall clock is looked at this often. A time that passed meanwhile
 * is caught up on, once.
 */
const longestNapMs = 30_000;

/** @throws TemplateError for a schedule that cannot be served */
export function createScheduler({ home, stack, services, clock = systemClock }: SchedulerOptions): Scheduler {
  const begin = clock.now();
  const schedules = readSchedules(stack, begin);
  const stopping = new AbortController();
  const underWay = new UnderWay();

  function watch(work: Promise<void>): void {
    const watched = work.catch((error: unknown) => {
      if (!stopping.signal.aborted) console.error('A schedule failed unexpectedly:', error);
    });
    underWay.add(watched);
  }

  return {
    upcoming: () => schedules.map((schedule) => upcomingOf(schedule, justBefore(clock.now()))),
    start(tell) {
      const log = openLog(home);
      const report = (delivery: Delivery) => {
        log(delivery, clock.now());
        tell(describeDelivery(delivery));
      };
      const means = { services, clock, signal: stopping.signal, report };
      for (const schedule of schedules.filter(({ enabled }) => enabled)) {
        watch(follow(schedule, begin, means, watch));
      }
    },
    async stop() {
      stopping.abort(new Error('The local runtime is stopping.'));
      await underWay.settled();
    },
  };
}

/** Calls the target at every due time from an instant on. Calls that are repeated hold up no later one. */
async function follow(
  schedule: Schedule,
  from: Date,
  means: Means,
  watch: (work: Promise<void>) => void,
): Promise<void> {
  let due = schedule.recurrence.next(justBefore(from));
  while (due) {
    await sleepUntil(due, means);
    watch(deliver(schedule, due, means));
    due = schedule.recurrence.next(latest(due, means.clock.now()));
  }
}

async function sleepUntil(due: Date, { clock, signal }: Means): Promise<void> {
  const left = () => due.getTime() - clock.now().getTime();
  while (left() > 0) await clock.sleep(Math.min(left(), longestNapMs), signal);
  signal.throwIfAborted();
}

function upcomingOf({ name, expression, timezone, enabled, recurrence }: Schedule, after: Date): Upcoming {
  return { name, expression, timezone, enabled, next: enabled ? recurrence.next(after) : undefined };
}

function justBefore(time: Date): Date {
  return new Date(time.getTime() - 1);
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}
