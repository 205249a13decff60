import { nameOf, queryOf, statements } from '../../../verify/trino/statements.ts';

test('of UNLOAD the query inside is taken to the letter', () => {
  const inner = 'SELECT  \')\' AS "a(" /* ( */ FROM t WHERE x = ?';
  const statement = `UNLOAD ( ${inner}\n) TO 's3://b/k/' WITH (format = 'JSON')`;
  expect(queryOf(statement, ["'y'"])).toEqual({ sql: inner, parameters: ["'y'"], ordered: false });
});

test.each([
  ['SELECT 1 ORDER BY 1', true],
  ['SELECT ROW_NUMBER() OVER (ORDER BY x) FROM (SELECT 1 AS x ORDER BY x) AS t', false],
])('%s says in which order rows come: %s', (sql, ordered) => {
  expect(queryOf(sql, [])).toEqual({ sql, parameters: [], ordered });
});

test('as many parameters as places for them', () => {
  expect(() => queryOf("SELECT '?' WHERE 1 = ? AND 2 = ?", ['1'])).toThrow(
    /^The query has 2 parameters \(\?\), but is given 1: SELECT/,
  );
});

test('a statement of a machine is found among the files of sql/', () => {
  expect(nameOf(statements.pairs!.replace('{target}', 's3://b/k/'))).toBe('pairs');
  expect(nameOf(statements['ratings-filter']!)).toBe('ratings-filter');
  expect(nameOf('SELECT 1')).toBeUndefined();
});
