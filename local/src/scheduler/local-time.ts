import { Cron } from 'croner';
import { InvalidExpression } from './invalid-expression.ts';
import { wallTimeOf } from './wall-time.ts';

const epoch = new Date(0);

/**
 * The instant at which a time zone's clock shows a time; the first where it does so twice. One that it skips is
 * taken as if the clock had not been put forward.
 * @param wallTime `YYYY-MM-DDThh:mm:ss`
 * @throws InvalidExpression for a date that does not exist
 */
export function instantOf(wallTime: string, timezone: string): Date {
  try {
    const instant = new Cron(wallTime, { timezone }).nextRun(epoch);
    if (instant) return instant;
  } catch {
    // Told below.
  }
  throw new InvalidExpression(`${wallTime} is no time after 1970`);
}

/** Whether the clock has shown this instant's time before, since it was put back. */
export function isRepeated(instant: Date, timezone: string): boolean {
  return instantOf(wallTimeOf(instant, timezone), timezone) < instant;
}
