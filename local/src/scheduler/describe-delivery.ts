import type { Delivery } from './deliver.ts';

/** What became of a call, in a line for a person. */
export function describeDelivery(delivery: Delivery): string {
  const { schedule, scheduledTime } = delivery;
  const subject = `Schedule ${schedule.name}, due ${scheduledTime},`;
  switch (delivery.kind) {
    case 'delivered': {
      const { executionArn } = delivery.output as { executionArn?: string };
      return `${subject} ${executionArn ? `started ${executionArn}` : `called ${schedule.target.arn}`}.`;
    }
    case 'failed':
      return `${subject} failed: ${delivery.error.message} (${delivery.error.code}). Next attempt in ${delivery.pauseMs / 1000} s.`;
    case 'given up':
      return (
        `${subject} is given up after ${delivery.letter.RETRY_ATTEMPTS} retries: ` +
        `${delivery.error.message} (${delivery.error.code}). Its dead letter is in logs/scheduler.log.`
      );
  }
}
