import { formatDuration } from '../../../cli/format/duration.ts';

test.each([
  [-5, '0 ms'],
  [0.4, '0 ms'],
  [850, '850 ms'],
  [999.6, '1.0 s'],
  [12_345, '12.3 s'],
  [99_949, '99.9 s'],
  [99_950, '1 min 40 s'],
  [245_000, '4 min 05 s'],
  [3_599_600, '1 h 00 min'],
  [7_380_000, '2 h 03 min'],
])('%d ms reads %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
