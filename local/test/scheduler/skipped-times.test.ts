import { skippedTimes } from '../../src/scheduler/skipped-times.ts';

const after = new Date('2026-11-30T00:00:00Z');

// When clocks go forward: read off `zdump -v`.
test.each<[string, string, string[]]>([
  ['cron(0 2 * * ? *)', 'Europe/Berlin', ['2027-03-28T02:00']],
  ['cron(30 4 * * ? *)', 'Europe/Berlin', []],
  ['cron(0 3 * * ? *)', 'Europe/Berlin', []],
  ['cron(59 2 * * ? *)', 'Europe/Berlin', ['2027-03-28T02:59']],
  ['cron(0/30 1-2 * * ? *)', 'Europe/Berlin', ['2027-03-28T02:00', '2027-03-28T02:30']],
  ['cron(0 2 ? * MON-FRI *)', 'Europe/Berlin', []],
  ['cron(30 2 ? * SUN *)', 'America/New_York', ['2027-03-14T02:30']],
  ['cron(0 1 * * ? *)', 'Europe/London', ['2027-03-28T01:00']],
  ['cron(15 2 * * ? *)', 'Australia/Lord_Howe', ['2027-10-03T02:15']],
  ['cron(45 2 * * ? *)', 'Australia/Lord_Howe', []],
  ['cron(0 2 * * ? *)', 'America/Phoenix', []],
  ['cron(0 2 * * ? *)', 'UTC', []],
  ['at(2027-03-28T02:30:00)', 'Europe/Berlin', ['2027-03-28T02:30']],
  ['at(2027-03-29T02:30:00)', 'Europe/Berlin', []],
  ['rate(1 hour)', 'Europe/Berlin', []],
])('%s in %s', (expression, timezone, times) => {
  expect(skippedTimes(expression, timezone, after)).toEqual(times);
});
