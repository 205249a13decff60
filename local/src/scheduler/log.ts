import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Delivery } from './deliver.ts';

/**
 * Writes each call as a line of JSON to `<home>/logs/scheduler.log`. There is no SQS here: the dead letter of a call
 * that was given up stands in its line, with the queue that would have got it.
 */
export function openLog(home: string): (delivery: Delivery, time: Date) => void {
  const directory = join(home, 'logs');
  return (delivery, time) => {
    mkdirSync(directory, { recursive: true });
    const line = { time: time.toISOString(), ...lineOf(delivery) };
    appendFileSync(join(directory, 'scheduler.log'), `${JSON.stringify(line)}\n`);
  };
}

function lineOf(delivery: Delivery): object {
  const { kind, schedule, scheduledTime } = delivery;
  const about = { schedule: schedule.name, scheduledTime, kind };
  switch (kind) {
    case 'delivered':
      return { ...about, executionArn: (delivery.output as { executionArn?: string }).executionArn };
    case 'failed':
      return { ...about, error: delivery.error.code, message: delivery.error.message };
    case 'given up':
      return { ...about, deadLetterQueue: schedule.target.deadLetterArn, deadLetter: delivery.letter };
  }
}
