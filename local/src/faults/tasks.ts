import { StatesError } from '../asl/host.ts';
import type { Clock } from '../clock.ts';
import type { InterceptCall } from '../sfn/index.ts';
import type { Strikes } from './strikes.ts';

const prefix = 'arn:aws:states:::';

/** Delays and fails Tasks before they call anything. */
export function interceptTasks(strikes: Strikes, clock: Clock): InterceptCall {
  return async ({ resource, machine, state, attempt, signal }) => {
    const target = `${machine}/${state}`;
    const names = {
      state: [target, state],
      resource: resource.startsWith(prefix) ? [resource, resource.slice(prefix.length)] : [resource],
    };
    const rule = strikes({ kind: 'task', names, target, attempt });
    if (!rule) return;
    if (rule.delayMs > 0) await clock.sleep(rule.delayMs, signal);
    if (rule.error) throw new StatesError(rule.error.name, rule.error.cause);
  };
}
