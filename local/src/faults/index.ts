/** Faults to inject, for tests of machines and functions: what fails, and where. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { InvocationFault } from '../lambda/index.ts';
import type { Service } from '../service.ts';
import type { InterceptCall } from '../sfn/index.ts';
import { withObjectFaults } from './objects.ts';
import type { FaultPlan } from './read-faults.ts';
import type { Rule } from './rule.ts';
import { createStrikes } from './strikes.ts';
import { interceptTasks } from './tasks.ts';

export { parseFaults, readFaults } from './read-faults.ts';
export type { FaultPlan } from './read-faults.ts';
export { InvalidFaults } from './rule.ts';

/** The places at which faults are injected. */
export interface Faults {
  /** Before a Task's call. */
  interceptCall: InterceptCall;
  /** What an invocation of this function is to suffer. */
  ofInvocation: (functionName: string) => InvocationFault | undefined;
  /** S3 with its faults, whoever calls. */
  onObjects: (s3: Service) => Service;
}

/** @param home each strike is a line of `<home>/logs/faults.log` */
export function createFaults(plan: FaultPlan, home: string, clock: Clock = systemClock): Faults {
  const strikes = createStrikes(plan, (rule, target) => log(home, clock.now(), rule, target));
  return {
    interceptCall: interceptTasks(strikes, clock),
    ofInvocation(functionName) {
      const names = { function: [functionName] };
      const rule = strikes({ kind: 'function', names, target: functionName });
      return rule && { delayMs: rule.delayMs, crash: rule.crash, error: rule.error };
    },
    onObjects: (s3) => withObjectFaults(s3, strikes, clock),
  };
}

function log(home: string, time: Date, rule: Rule, target: string): void {
  const { number, delayMs, error, truncateBytes, crash } = rule;
  const effect = { delaySeconds: delayMs / 1000 || undefined, error: error?.name, truncateBytes };
  const line = { time: time.toISOString(), rule: number, target, ...effect, crash: crash || undefined };
  mkdirSync(join(home, 'logs'), { recursive: true });
  appendFileSync(join(home, 'logs', 'faults.log'), `${JSON.stringify(line)}\n`);
}
