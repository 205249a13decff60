import { tableReads } from '../../../cli/cost/table-reads.ts';

const isTable = (name: string) => name.startsWith('t_');
const reads = (statement: string) => Object.fromEntries(tableReads(statement, isTable));

test.each([
  ['a table', 'SELECT a FROM t_x WHERE b IN (1, 2)', { t_x: 1 }],
  [
    'a table joined with itself',
    'SELECT 1 FROM t_x AS a JOIN t_x AS b ON a.i = b.i CROSS JOIN t_y',
    { t_x: 2, t_y: 1 },
  ],
  [
    'an expression named twice',
    'WITH e AS (SELECT i FROM t_x) SELECT 1 FROM e AS a JOIN e AS b ON a.i = b.i',
    { t_x: 2 },
  ],
  [
    'expressions of expressions',
    'UNLOAD (WITH e AS (SELECT COUNT(*) AS n FROM t_x), f (n) AS (SELECT n FROM e UNION ALL SELECT n FROM e JOIN t_y ON TRUE) ' +
      "SELECT 1 FROM f CROSS JOIN f AS g) TO '{target}' WITH (format = 'JSON')",
    { t_x: 4, t_y: 2 },
  ],
  ['an expression that nothing names', 'WITH e AS (SELECT i FROM t_x) SELECT 1 FROM t_y', { t_y: 1 }],
  [
    'arrays, values and casts',
    'WITH v (a) AS (VALUES 1, 2) SELECT CAST(a AS DECIMAL(3, 2)) FROM v CROSS JOIN t_x CROSS JOIN UNNEST(p) WITH ORDINALITY AS t (q, n)',
    { t_x: 1 },
  ],
])('counts %s', (_, statement, expected) => expect(reads(statement)).toEqual(expected));
