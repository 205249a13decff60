/**
 * Prints a line for each schedule of a packaged template whose time daylight saving skips within a year. It is bundled
 * to `dist/skipped-times.js`; its argument is the package directory.
 */
import { loadStack } from '../template/index.ts';
import { readSchedules } from './schedule.ts';
import { skippedTimes } from './skipped-times.ts';

const now = new Date();
for (const { name, expression, timezone } of readSchedules(loadStack(process.argv[2]!), now)) {
  const times = skippedTimes(expression, timezone, now);
  if (times.length === 0) continue;
  const list = times.map((time) => time.replace('T', ' at ')).join(', ');
  console.warn(
    `Schedule ${name}, ${expression} in ${timezone}, does not run on ${list}: daylight saving skips that time.`,
  );
}
