import { createRequire } from 'node:module';

const { fold } = createRequire(import.meta.url)('../../sql/fold.cjs') as { fold: (sql: string) => string };

describe('folding a statement to one line', () => {
  it.each([
    ['SELECT 1 -- one\n  , 2', 'SELECT 1 , 2'],
    ['SELECT /* a\nb */ 1', 'SELECT 1'],
    ["SELECT 'a -- b', 'c  /* d */'", "SELECT 'a -- b', 'c  /* d */'"],
    ["SELECT 'it''s  -- so'  -- really", "SELECT 'it''s  -- so'"],
    ['SELECT "x  y" -- "', 'SELECT "x  y"'],
    ['SELECT 5 - 3, 6/2, a -b', 'SELECT 5 - 3, 6/2, a -b'],
  ])('%j', (sql, folded) => {
    expect(fold(sql)).toBe(folded);
  });
});
