import fc from 'fast-check';
import { parseExpression } from '../../src/scheduler/expression.ts';
import { InvalidExpression } from '../../src/scheduler/invalid-expression.ts';
import type { Bounds } from '../../src/scheduler/recurrence.ts';

interface Where {
  timezone?: string;
  bounds?: Bounds;
}

/** The first due times after an instant. */
function due(
  expression: string,
  after: string,
  count: number,
  { timezone = 'UTC', bounds = {} }: Where = {},
) {
  const recurrence = parseExpression(expression, timezone, bounds, new Date(after));
  const times: string[] = [];
  let next = recurrence.next(new Date(after));
  for (; next && times.length < count; next = recurrence.next(next)) {
    times.push(next.toISOString().replace(':00.000Z', 'Z'));
  }
  return times;
}

// 2026-11-20 is a Friday. The expressions and what they mean:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html#eb-cron-expressions-examples and
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
describe('cron, from the examples of the documentation', () => {
  test.each<[string, string, string[]]>([
    ['0 10 * * ? *', 'at 10:00 every day', ['2026-11-20T10:00Z', '2026-11-21T10:00Z']],
    ['15 12 * * ? *', 'at 12:15 every day', ['2026-11-20T12:15Z', '2026-11-21T12:15Z']],
    ['0 18 ? * MON-FRI *', 'at 18:00 on weekdays', ['2026-11-20T18:00Z', '2026-11-23T18:00Z']],
    ['0 8 1 * ? *', 'at 8:00 on the first of the month', ['2026-12-01T08:00Z', '2027-01-01T08:00Z']],
    ['0/15 * * * ? *', 'every 15 minutes', ['2026-11-20T00:15Z', '2026-11-20T00:30Z']],
    ['0/10 * ? * MON-FRI *', 'every 10 minutes on weekdays', ['2026-11-20T00:10Z', '2026-11-20T00:20Z']],
    [
      '0/5 8-17 ? * MON-FRI *',
      'every 5 minutes from 8:00 to 17:55',
      ['2026-11-20T08:00Z', '2026-11-20T08:05Z'],
    ],
    [
      '0/30 20-2 ? * MON-FRI *',
      'every 30 minutes from 20:00 on, over midnight',
      ['2026-11-20T00:30Z', '2026-11-20T01:00Z'],
    ],
    ['15 10 ? * 6L 2022-2027', 'at 10:15 on the last Friday', ['2026-11-27T10:15Z', '2026-12-25T10:15Z']],
    ['1/10 * * * ? *', 'from the first minute on, every tenth', ['2026-11-20T00:01Z', '2026-11-20T00:11Z']],
    ['0 0 3W * ? *', 'the weekday closest to the third', ['2026-12-03T00:00Z', '2027-01-04T00:00Z']],
    ['0 0 ? * 3#2 *', 'the second Tuesday', ['2026-12-08T00:00Z', '2027-01-12T00:00Z']],
    ['0 0 L * ? *', 'the last day of the month', ['2026-11-30T00:00Z', '2026-12-31T00:00Z']],
    ['0 0 ? * L *', 'the last day of the week', ['2026-11-21T00:00Z', '2026-11-28T00:00Z']],
    ['0 0 ? JAN,FEB,MAR 7 *', 'Saturdays of three months', ['2027-01-02T00:00Z', '2027-01-09T00:00Z']],
    ['0 0 1 1 ? 2026/2', 'every second year', ['2028-01-01T00:00Z', '2030-01-01T00:00Z']],
    ['0 0 29 2 ? *', 'leap days', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
    ['0 0 1 1 ? 2020', 'a year that is over', []],
  ])('cron(%s): %s', (fields, _meaning, times) => {
    expect(due(`cron(${fields})`, '2026-11-20T00:00:00Z', 2)).toEqual(times);
  });

  test.each<[string, string[]]>([
    ['0 0 28-3 * ? *', ['2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03']],
    [
      '0 0 ? * FRI-MON *',
      ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-27', '2026-11-28', '2026-11-29'],
    ],
    [
      '0 0 ? * fri-Mon *',
      ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-27', '2026-11-28', '2026-11-29'],
    ],
    [
      '0 0 1 NOV-FEB ? *',
      ['2026-12-01', '2027-01-01', '2027-02-01', '2027-11-01', '2027-12-01', '2028-01-01'],
    ],
    [
      '0 0 1 6,11-2/2 ? *',
      ['2027-01-01', '2027-06-01', '2027-11-01', '2028-01-01', '2028-06-01', '2028-11-01'],
    ],
    ['0 0 ? * 2,6-7 *', ['2026-11-21', '2026-11-23', '2026-11-27', '2026-11-28', '2026-11-30', '2026-12-04']],
    ['0 0 ? * FRIL *', ['2026-11-27', '2026-12-25', '2027-01-29', '2027-02-26', '2027-03-26', '2027-04-30']],
    ['0 0 ? * TUE#2 *', ['2026-12-08', '2027-01-12', '2027-02-09', '2027-03-09', '2027-04-13', '2027-05-11']],
  ])('cron(%s) takes ranges over the end, lists, and names in any case', (fields, dates) => {
    const times = due(`cron(${fields})`, '2026-11-20T00:00:00Z', 6);
    expect(times.map((time) => time.slice(0, 10))).toEqual(dates);
  });

  test('a range goes on from its first value to its last, whichever is greater, and over the end', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(hour, hour, fc.integer({ min: 1, max: 30 }), (from, to, step) => {
        const expected: string[] = [];
        // By hand: the hour hand goes round from the one to the other, and every step-th place counts.
        for (let hand = from, place = 0; ; hand = (hand + 1) % 24, place += 1) {
          if (place % step === 0) expected.push(`2027-01-01T${String(hand).padStart(2, '0')}:00Z`);
          if (hand === to) break;
        }
        const count = expected.length;
        const expression = `cron(0 ${from}-${to}/${step} * * ? *)`;
        expect(due(expression, '2026-12-31T23:59:59Z', count)).toEqual(expected.sort());
        expect(due(expression, '2026-12-31T23:59:59Z', count + 1).at(-1)).toMatch(/^2027-01-02/);
      }),
    );
  });

  test('weekdays are counted from Sunday', () => {
    expect(due('cron(0 0 ? * 1 *)', '2026-11-20T00:00:00Z', 1)).toEqual(['2026-11-22T00:00Z']);
    expect(due('cron(0 0 ? * SUN *)', '2026-11-20T00:00:00Z', 1)).toEqual(['2026-11-22T00:00Z']);
  });

  test('begins and ends on the dates given', () => {
    const bounds = { start: new Date('2026-12-01T02:00:00Z'), end: new Date('2026-12-03T02:00:00Z') };
    expect(due('cron(0 2 * * ? *)', '2026-11-20T00:00:00Z', 9, { bounds })).toEqual([
      '2026-12-01T02:00Z',
      '2026-12-02T02:00Z',
      '2026-12-03T02:00Z',
    ]);
  });
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
describe('daylight saving', () => {
  const timezone = 'America/New_York';

  test('shifts the instant of a wall time', () => {
    expect(due('cron(30 8 * * ? *)', '2026-03-07T00:00:00Z', 2, { timezone })).toEqual([
      '2026-03-07T13:30Z',
      '2026-03-08T12:30Z',
    ]);
  });

  test('a time that is skipped in spring is skipped', () => {
    expect(due('cron(30 2 * * ? *)', '2026-03-07T00:00:00Z', 2, { timezone })).toEqual([
      '2026-03-07T07:30Z',
      '2026-03-09T06:30Z',
    ]);
    expect(due('cron(15 2 * * ? *)', '2026-10-02T14:00:00Z', 3, { timezone: 'Australia/Lord_Howe' })).toEqual(
      ['2026-10-02T15:45Z', '2026-10-04T15:15Z', '2026-10-05T15:15Z'],
    );
  });

  test('a time that comes twice in autumn is due once, also within every hour', () => {
    expect(due('cron(30 1 * * ? *)', '2026-10-31T00:00:00Z', 3, { timezone })).toEqual([
      '2026-10-31T05:30Z',
      '2026-11-01T05:30Z',
      '2026-11-02T06:30Z',
    ]);
    expect(due('cron(0/30 * * * ? *)', '2026-11-01T04:00:00Z', 5, { timezone })).toEqual([
      '2026-11-01T04:30Z',
      '2026-11-01T05:00Z',
      '2026-11-01T05:30Z',
      '2026-11-01T07:00Z',
      '2026-11-01T07:30Z',
    ]);
  });

  test('a day of a rate has 24 hours', () => {
    expect(due('rate(1 day)', '2026-03-07T12:00:00Z', 2, { timezone })).toEqual([
      '2026-03-08T12:00Z',
      '2026-03-09T12:00Z',
    ]);
  });
});

describe('rate', () => {
  test.each([
    ['rate(5 minutes)', '2026-11-20T00:05Z', '2026-11-20T00:10Z'],
    ['rate(1 hour)', '2026-11-20T01:00Z', '2026-11-20T02:00Z'],
    ['rate(2 days)', '2026-11-22T00:00Z', '2026-11-24T00:00Z'],
  ])('%s counts from the beginning, which is due itself', (expression, first, second) => {
    const begin = new Date('2026-11-20T00:00:00Z');
    expect(due(expression, begin.toISOString(), 2)).toEqual([first, second]);
    const recurrence = parseExpression(expression, 'UTC', {}, begin);
    expect(recurrence.next(new Date(begin.getTime() - 1))).toEqual(begin);
  });

  test('or from the start date, whether that lies ahead or back', () => {
    const bounds = { start: new Date('2026-11-01T02:00:00Z'), end: new Date('2026-11-22T00:00:00Z') };
    expect(due('rate(1 day)', '2026-11-20T00:00:00Z', 9, { bounds })).toEqual([
      '2026-11-20T02:00Z',
      '2026-11-21T02:00Z',
    ]);
    expect(due('rate(1 day)', '2026-10-01T00:00:00Z', 1, { bounds })).toEqual(['2026-11-01T02:00Z']);
  });
});

describe('at', () => {
  test('is due once, in its time zone', () => {
    const timezone = 'Asia/Kolkata';
    expect(due('at(2026-11-20T13:00:00)', '2026-01-01T00:00:00Z', 9, { timezone })).toEqual([
      '2026-11-20T07:30Z',
    ]);
    expect(due('at(2026-11-20T13:00:00)', '2026-11-20T07:30:00Z', 9, { timezone })).toEqual([]);
  });

  test('knows no start and end', () => {
    const bounds = { start: new Date('2027-01-01T00:00:00Z'), end: new Date('2025-01-01T00:00:00Z') };
    expect(due('at(2026-11-20T13:00:00)', '2026-01-01T00:00:00Z', 9, { bounds })).toEqual([
      '2026-11-20T13:00Z',
    ]);
  });
});

test.each([
  ['cron(0 2 * * *)', 'has six fields'],
  ['cron(0 0 2 * * ? *)', 'has six fields'],
  ['cron(0 2 * * * *)', 'one of day-of-month and day-of-week must be ?'],
  ['cron(0 2 ? * ? *)', 'one of day-of-month and day-of-week must be ?'],
  ['cron(60 2 * * ? *)', 'minutes cannot be 60: 60 is not from 0 to 59'],
  ['cron(0 25 * * ? *)', 'hours cannot be 25'],
  ['cron(0 20-25 * * ? *)', 'hours cannot be 20-25: 25 is not from 0 to 23'],
  ['cron(0/0 2 * * ? *)', 'minutes cannot be 0/0'],
  ['cron(0 2-4-6 * * ? *)', 'hours cannot be 2-4-6'],
  ['cron(0 2, * * ? *)', 'hours cannot be 2,'],
  ['cron(0 2 0 * ? *)', 'day-of-month cannot be 0'],
  ['cron(0 2 L-3 * ? *)', 'day-of-month cannot be L-3'],
  ['cron(0 2 40W * ? *)', 'day-of-month cannot be 40W: 40 is not from 1 to 31'],
  ['cron(0 2 1 13 ? *)', 'month cannot be 13'],
  ['cron(0 2 1 MON ? *)', 'month cannot be MON'],
  ['cron(0 2 ? * 2/2 *)', 'day-of-week cannot be 2/2: it takes no steps'],
  ['cron(0 2 ? * 3#6 *)', 'day-of-week cannot be 3#6'],
  ['cron(0 2 1 1 ? 1969)', 'year cannot be 1969'],
  ['cron(0 2 1 1 ? 2200)', 'year cannot be 2200: 2200 is not from 1970 to 2199'],
  ['cron(0 2 1 1 ? 2030-2027)', 'year cannot be 2030-2027: 2030 comes after 2027'],
  ['cron(? 2 * * ? *)', 'minutes cannot be ?'],
  ['cron(0 2 1#2 * ? *)', 'day-of-month cannot be 1#2'],
  ['cron(0 2 ? * 3#1,6#3 *)', 'one expression only'],
  ['cron(0 2 ? * 8 *)', 'day-of-week cannot be 8'],
  ['cron(0 2 ? * 0 *)', 'day-of-week cannot be 0'],
  ['rate(0 minutes)', 'whole number'],
  ['rate(1.5 hours)', 'whole number'],
  ['rate(5 seconds)', 'minutes, hours or days'],
  ['at(2026-11-20)', 'a time like'],
  ['at(2026-13-20T00:00:00)', 'no time'],
  ['@daily', 'cron(…), rate(…) or at(…)'],
  ['0 2 * * ? *', 'cron(…), rate(…) or at(…)'],
])('%s is refused', (expression, message) => {
  const parse = () => parseExpression(expression, 'UTC', {}, new Date());
  expect(parse).toThrow(InvalidExpression);
  expect(parse).toThrow(message);
});
