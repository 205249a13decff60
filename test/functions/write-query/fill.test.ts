import fc from 'fast-check';
import { tokenize } from 'template-runtime/sql';
import type { Column } from '../../../functions/write-query/columns.ts';
import { fill } from '../../../functions/write-query/fill.ts';

const column = (name: string): Column => ({ name, source: name, type: 'double', kind: 'number' });
const columns = { id: column('id'), target: column('price'), day: null, features: ['a', 'b'].map(column) };
const filled = (statement: string) => fill(statement, { table: '"bronze_houses"', columns });

test.each([
  ['SELECT {id} FROM {table}', 'SELECT "id" FROM "bronze_houses"'],
  ['ARRAY[{each features: CAST({x} AS DOUBLE)}]', 'ARRAY[CAST("a" AS DOUBLE), CAST("b" AS DOUBLE)]'],
  ['{id}{if day: , {day} AS day}', '"id"'],
  ['{id}{unless day: , NULL AS day}', '"id", NULL AS day'],
  ["'{id} it''s {' AS \"{id}\", {if target: {each features: {target} - {x}}}", undefined],
  ["UNLOAD (SELECT {target}) TO '{target}'", 'UNLOAD (SELECT "price") TO \'{target}\''],
])('%s', (statement, expected) => {
  expect(filled(statement)).toBe(expected ?? '\'{id} it\'\'s {\' AS "{id}", "price" - "a", "price" - "b"');
});

test.each([
  ['{price}', 'nothing is known of {price}'],
  ['{day}', 'no column is named for {day}'],
  ['{features}', '{features} is several columns: write {each features: {x}}'],
  ['{each id: {x}}', '{each id: …} is for several columns'],
  ['{each features: {x}', 'a { has no }'],
])('%s is refused', (statement, reason) => {
  expect(() => filled(statement)).toThrow(`The statement cannot be filled in: ${reason}.`);
});

const hostile = fc.oneof(
  fc.constantFrom(
    '"',
    '""',
    '" FROM x --',
    "'",
    "'; DROP TABLE t; --",
    '/*',
    '--',
    '?',
    '$1',
    '$&',
    '\\',
    '"."',
    'é\n',
  ),
  fc.string({ unit: 'grapheme', minLength: 1 }),
);
const name = fc
  .array(hostile, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('').replaceAll(/[{}\0]/g, ''))
  .filter((text) => text !== '');

test('whatever names hold, each is one identifier, and nothing else of the statement changes', () => {
  const write = (id: string, features: string[]) =>
    tokenize(
      fill("SELECT {id}, f({each features: g({x}, '{id}')}) FROM t WHERE a = ?", {
        table: '"t"',
        columns: { id: column(id), features: features.map(column) },
      }),
    );
  const isName = ({ kind }: { kind: string }) => kind === 'quoted';
  const others = (tokens: ReturnType<typeof write>) =>
    tokens.filter((token) => !isName(token)).map(({ text }) => text);
  fc.assert(
    fc.property(name, fc.array(name, { minLength: 1, maxLength: 5 }), (id, features) => {
      const tokens = write(id, features);
      const names = tokens.filter(isName).map(({ text }) => text.slice(1, -1).replaceAll('""', '"'));
      expect(names).toEqual([id, ...features]);
      expect(others(tokens)).toEqual(
        others(
          write(
            'id',
            features.map(() => 'x'),
          ),
        ),
      );
    }),
  );
});

test('a name with braces is refused, which might be taken for the marker of a folder', () => {
  expect(() => fill('SELECT {id}', { table: '"t"', columns: { id: column("'{target}'") } })).toThrow(
    "'{target}' cannot be read: a name may not hold { or }. Make a view.",
  );
});
