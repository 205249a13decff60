import type { Chance } from './chance.ts';

export type Type = 'bigint' | 'integer' | 'varchar' | 'boolean' | 'date' | 'decimal' | 'array';
export const types: Type[] = ['bigint', 'integer', 'varchar', 'boolean', 'date', 'decimal', 'array'];

export interface Named {
  /** As it is written, perhaps with its relation. */
  name: string;
  type: Type;
}

/** What an expression may name, and of what it may be. */
export interface Place {
  chance: Chance;
  columns: Named[];
  /** Aggregations of the columns are allowed; then bare columns are only those grouped. */
  grouped?: Named[];
  windows?: boolean;
}

const literals: Record<Type, string[]> = {
  bigint: ['3000000000', 'CAST(2 AS BIGINT)', "length('abc')"],
  integer: ['0', '1', '2', '3', '7', '-1', 'NULL', '10'],
  varchar: ["'a'", "'b'", "''", "'Berlin'", "'a%'", "'it''s'", 'NULL'],
  boolean: ['true', 'false', 'NULL', '1 = 1'],
  date: ["DATE '2020-01-31'", "DATE '1999-12-01'", "CAST('2021-03-01' AS DATE)"],
  decimal: ['1.5', '0.25', '-2.0', '10.10'],
  array: ['ARRAY[1, 2, 3]', 'ARRAY[1, NULL]', 'ARRAY[2]'],
};

/** An expression of a type; sometimes, on purpose, of another, or with a name that is none. */
export function expression(type: Type, place: Place, depth = 2): string {
  const { chance } = place;
  if (chance.below(250) === 0) return expression(chance.pick(types), place, depth);
  if (chance.below(400) === 0)
    return chance.pick(['nothing', 'x.y', 'a', 'order', 'count(*)', 'sum(1) OVER ()']);
  if (depth === 0 || chance.percent(35)) return leaf(type, place);
  const inner = (wanted: Type) => expression(wanted, place, depth - 1);
  if (place.grouped && chance.percent(40)) return aggregation(type, place, depth);
  if (place.windows && chance.percent(12)) return windowCall(type, place);
  return composed(type, inner, chance);
}

function leaf(type: Type, { chance, columns, grouped }: Place): string {
  const fitting = (grouped ?? columns).filter((column) => column.type === type);
  return fitting.length > 0 && chance.percent(75) ? chance.pick(fitting).name : chance.pick(literals[type]);
}

type Inner = (type: Type) => string;

function composed(type: Type, inner: Inner, chance: Chance): string {
  const either = () =>
    chance.pick([
      `CASE WHEN ${inner('boolean')} THEN ${inner(type)} ELSE ${inner(type)} END`,
      `COALESCE(${inner(type)}, ${inner(type)})`,
      `IF(${inner('boolean')}, ${inner(type)}, ${inner(type)})`,
      `NULLIF(${inner(type)}, ${inner(type)})`,
    ]);
  if (type !== 'array' && chance.percent(20)) return either();
  return ofType[type](inner, chance);
}

const ofType: Record<Type, (inner: Inner, chance: Chance) => string> = {
  integer: (inner, chance) =>
    chance.pick([
      `${inner('integer')} ${chance.pick(['+', '-', '*', '%'])} ${chance.pick(['2', '3', '10'])}`,
      `(${inner('integer')} ${chance.pick(['+', '-'])} ${inner('integer')})`,
      `abs(${inner('integer')})`,
      `CAST(${inner('bigint')} % 1000 AS INTEGER)`,
      `element_at(${inner('array')}, ${chance.pick(['1', '2', '-1'])})`,
      `-${inner('integer')}`,
    ]),
  bigint: (inner) => `(${inner('integer')} + CAST(${inner('integer')} AS BIGINT))`,
  varchar: (inner, chance) =>
    chance.pick([
      `upper(${inner('varchar')})`,
      `lower(${inner('varchar')})`,
      `(${inner('varchar')} || ${inner('varchar')})`,
      `concat(${inner('varchar')}, ${inner('varchar')})`,
      `trim(${inner('varchar')})`,
      `substr(${inner('varchar')}, 1, 3)`,
      `replace(${inner('varchar')}, 'a', 'b')`,
      `CAST(${inner('integer')} AS VARCHAR)`,
    ]),
  boolean: (inner, chance) => condition(inner, chance),
  date: (inner, chance) =>
    `date_trunc(${chance.pick(["'month'", "'year'", "'week'", "'hour'"])}, ${inner('date')})`,
  decimal: (inner, chance) =>
    chance.pick([
      `(${inner('decimal')} ${chance.pick(['+', '-', '*'])} ${chance.pick(['1.5', '2', '0.1'])})`,
      `CAST(${inner('integer')} AS DECIMAL(12, 2))`,
      `round(${inner('decimal')}, 1)`,
    ]),
  array: (inner, chance) =>
    chance.pick([`ARRAY[${inner('integer')}, ${inner('integer')}]`, `array_sort(${inner('array')})`]),
};

function condition(inner: Inner, chance: Chance): string {
  const type = chance.pick<Type>(['bigint', 'integer', 'varchar', 'date', 'decimal']);
  return chance.pick([
    `${inner(type)} ${chance.pick(['=', '<>', '<', '<=', '>', '>=', '!='])} ${inner(type)}`,
    `(${inner('boolean')} ${chance.pick(['AND', 'OR'])} ${inner('boolean')})`,
    `NOT ${inner('boolean')}`,
    `${inner(type)} IS ${chance.pick(['', 'NOT '])}NULL`,
    `${inner(type)} ${chance.pick(['', 'NOT '])}IN (${inner(type)}, ${inner(type)})`,
    `${inner(type)} ${chance.pick(['', 'NOT '])}BETWEEN ${inner(type)} AND ${inner(type)}`,
    `${inner('varchar')} ${chance.pick(['', 'NOT '])}LIKE ${chance.pick(["'a%'", "'_b'", inner('varchar')])}`,
    `${inner('varchar')} LIKE ${chance.pick(["'a!%' ESCAPE '!'", "'a!b' ESCAPE '!'", "'a' ESCAPE ''"])}`,
    `${inner(type)} IS ${chance.pick(['', 'NOT '])}DISTINCT FROM ${inner(type)}`,
    `contains(${inner('array')}, ${inner('integer')})`,
    `${inner(type)} ${chance.pick(['IN', 'NOT IN'])} (SELECT ${chance.pick(literals[type])})`,
    `EXISTS (SELECT 1 FROM (VALUES 1, 2) AS e (z) WHERE z = ${inner('integer')})`,
  ]);
}

/** An aggregation whose result does not depend on the order of rows. */
function aggregation(type: Type, place: Place, depth: number): string {
  const { chance } = place;
  const row = (wanted: Type) =>
    expression(wanted, { ...place, grouped: undefined, windows: false }, depth - 1);
  const filter = chance.percent(10) ? ` FILTER (WHERE ${row('boolean')})` : '';
  const distinct = chance.percent(15) ? 'DISTINCT ' : '';
  if (type === 'bigint')
    return `${chance.pick([`count(${distinct}${row(chance.pick(['integer', 'varchar', 'date']))})`, 'count(*)', `sum(${distinct}${row('integer')})`, `count_if(${row('boolean')})`])}${filter}`;
  if (type === 'array') return `array_sort(array_agg(${distinct}${row('integer')})${filter})`;
  if (type === 'boolean')
    return `${chance.pick(['bool_and', 'bool_or', 'every'])}(${row('boolean')})${filter}`;
  return `${chance.pick(['min', 'max'])}(${row(type)})${filter}`;
}

const frames = [
  'ROWS BETWEEN 1 PRECEDING AND CURRENT ROW',
  'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING',
  'ROWS 2 PRECEDING',
  'ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING',
  'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW',
  'GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING',
  'ROWS BETWEEN 1 FOLLOWING AND CURRENT ROW',
  'ROWS BETWEEN -1 PRECEDING AND CURRENT ROW',
];

/** Every column orders the window, so that equal keys are equal rows. */
function windowCall(type: Type, { chance, columns, grouped }: Place): string {
  const known = (grouped ?? columns).filter((column) => column.type !== 'array');
  const order =
    known.length > 0 && chance.percent(90) ? `ORDER BY ${known.map(({ name }) => name).join(', ')}` : '';
  const by = known.length > 0 && chance.percent(30) ? `PARTITION BY ${chance.pick(known).name} ` : '';
  const frame = chance.percent(25) ? ` ${chance.pick(frames)}` : '';
  const of = known.filter((column) => column.type === type);
  const value = of.length > 0 ? chance.pick(of).name : chance.pick(literals[type]);
  const call =
    type === 'bigint'
      ? chance.pick([
          'rank()',
          'dense_rank()',
          'count(*)',
          'ntile(3)',
          `sum(${value})`,
          `count(DISTINCT ${value})`,
        ])
      : chance.pick([
          `lag(${value})`,
          `lead(${value}, 2)`,
          `lag(${value}, ${chance.pick(['0', '1', '-1', 'NULL'])})`,
          `first_value(${value})`,
          `max(${value})`,
          `nth_value(${value}, ${chance.pick(['1', '2', '0'])})`,
        ]);
  return `${call} OVER (${by}${order}${frame})`;
}
