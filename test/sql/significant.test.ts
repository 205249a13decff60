/** The figures that sql/expressions/significant.sql makes, to 12 significant digits. */
import { readFileSync } from 'node:fs';
import { json, lakeUnderTest } from '../../local/test/athena/lake-under-test.ts';
import type { LakeUnderTest } from '../../local/test/athena/lake-under-test.ts';
import { statements } from '../../verify/trino/statements.ts';

const expression = readFileSync(new URL('../../sql/expressions/significant.sql', import.meta.url), 'utf8');

let lake: LakeUnderTest;
beforeAll(() => {
  lake = lakeUnderTest({ figures: { columns: 'n int, x double', library: json } });
});
afterAll(() => lake.end());

const mantissas = [1, 9.99999999999949, 9.999999999999501, 1.234567890124999, 5.55555555555555, -7.25];
const powers = [-280, -100, -30, -23, -22, -12, -9, -1, 0, 1, 2, 9, 11, 12, 21, 22, 23, 100, 280];
const figures = powers.flatMap((power) => mantissas.map((mantissa) => Number(`${mantissa}e${power}`)));
const others = [0, 53.123456789, 53.12345678905, 123456789012345, 1e-310, 5e-324, Number.MAX_VALUE];

// On Trino 435 all of these come out the same.
it('are those of toPrecision, from the smallest to the largest', async () => {
  const given = [...figures, ...others, null];
  lake.put('figures/data.jsonl', given.map((x, n) => JSON.stringify({ n, x })).join('\n'));
  const rows = await lake.rows(`SELECT ${expression.replaceAll('{x}', 'x')} FROM figures ORDER BY n`);
  const isScaled = (x: number) => Math.abs(x) >= 1e-290 && Math.abs(x) <= 1e290;
  expect(rows.map(([text]) => (text === null ? null : Number(text)))).toEqual(
    given.map((x) => (x !== null && isScaled(x) ? Number(x.toPrecision(12)) : x)),
  );
});

it('stand in the statements that have a figure in a unit', () => {
  expect(statements.leaderboard).toContain('CASE WHEN ABS(SQRT(t.sse / t.n)) BETWEEN 1e-290 AND 1e290 THEN');
  expect(Object.values(statements).filter((statement) => /\{\w+:/.test(statement))).toEqual([]);
});
