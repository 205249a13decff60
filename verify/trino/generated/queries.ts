import type { Chance } from './chance.ts';
import { expression, types } from './expressions.ts';
import type { Named, Place, Type } from './expressions.ts';

interface Relation {
  text: string;
  columns: Named[];
}

const customers: [string, Type][] = [
  ['customer_id', 'bigint'],
  ['gender', 'varchar'],
  ['age', 'integer'],
  ['city', 'varchar'],
  ['product_ids', 'array'],
];
const rows: [string, [string, Type][]][] = [
  [
    "VALUES (1, 'a', DATE '2020-01-01'), (2, 'b', NULL), (NULL, 'a', DATE '2021-05-05')",
    [
      ['i', 'integer'],
      ['s', 'varchar'],
      ['d', 'date'],
    ],
  ],
  [
    'VALUES (1, 1.5, true), (1, 2.5, false), (3, NULL, NULL)',
    [
      ['i', 'integer'],
      ['c', 'decimal'],
      ['b', 'boolean'],
    ],
  ],
  [
    'VALUES (5, ARRAY[1, 2]), (6, ARRAY[3])',
    [
      ['n', 'integer'],
      ['l', 'array'],
    ],
  ],
];

/** A statement that is mostly right; its rows come in an order that it says, or are one. */
export function statement(chance: Chance): string {
  return query(chance, 2).text;
}

function query(chance: Chance, depth: number): Relation {
  if (depth > 0 && chance.percent(8)) return union(chance, depth);
  if (depth > 0 && chance.percent(12)) {
    const inner = query(chance, depth - 1);
    const outer = select(chance, 0, { text: 'w', columns: inner.columns.map((column) => ({ ...column })) });
    return { ...outer, text: `WITH w AS (${inner.text}) ${outer.text}` };
  }
  return select(chance, depth);
}

function select(chance: Chance, depth: number, given?: Relation): Relation {
  const from = given ?? source(chance, depth);
  const isGrouped = chance.percent(30);
  const keys = from.columns.filter(({ type }) => type !== 'array').filter(() => chance.percent(30));
  const place: Place = {
    chance,
    columns: from.columns,
    windows: !isGrouped,
    grouped: isGrouped ? keys : undefined,
  };
  const wanted = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(types));
  const items = wanted.map((type) => expression(type, place));
  const columns = wanted.map((type, index) => ({ name: `c${index}`, type }));
  const list = items.map((item, index) => `${item}${chance.percent(50) ? ' AS' : ''} c${index}`);
  const where = chance.percent(35)
    ? ` WHERE ${expression('boolean', { chance, columns: from.columns })}`
    : '';
  const groupBy = isGrouped && keys.length > 0 ? ` GROUP BY ${keys.map(({ name }) => name).join(', ')}` : '';
  const having = isGrouped && chance.percent(25) ? ` HAVING ${expression('boolean', place)}` : '';
  const distinct = chance.percent(10) ? 'DISTINCT ' : '';
  const text = `SELECT ${distinct}${list.join(', ')} FROM ${from.text}${where}${groupBy}${having}${tail(chance, columns)}`;
  return { text, columns };
}

/** ORDER BY every column, so that LIMIT takes the same rows everywhere. */
function tail(chance: Chance, columns: Named[]): string {
  if (!chance.percent(60)) return '';
  const order = columns.map(({ name }, index) => {
    return `${chance.percent(50) ? name : index + 1}${chance.pick(['', ' ASC', ' DESC', ' DESC NULLS FIRST', ' NULLS LAST'])}`;
  });
  const offset = chance.percent(10) ? ' OFFSET 1' : '';
  return ` ORDER BY ${order.join(', ')}${offset}${chance.percent(40) ? ` LIMIT ${chance.below(20)}` : ''}`;
}

function union(chance: Chance, depth: number): Relation {
  const [left, right] = [select(chance, depth - 1), select(chance, depth - 1)];
  const verb = chance.pick(['UNION', 'UNION ALL', 'INTERSECT', 'EXCEPT']);
  return { text: `(${left.text}) ${verb} (${right.text})`, columns: left.columns };
}

function source(chance: Chance, depth: number): Relation {
  const first = relation(chance, depth, 't');
  if (depth === 0 || chance.percent(65)) return first;
  const second = relation(chance, 0, 'u', false);
  const columns = [...first.columns, ...second.columns];
  if (chance.percent(15)) return { text: `${first.text}, ${second.text}`, columns };
  if (chance.percent(15))
    return {
      text: `${first.text} CROSS JOIN UNNEST(ARRAY[1, 2]) AS u (e)`,
      columns: [...first.columns, { name: 'u.e', type: 'integer' }],
    };
  const join = chance.pick(['JOIN', 'LEFT JOIN', 'FULL JOIN', 'RIGHT JOIN', 'INNER JOIN', 'LEFT OUTER JOIN']);
  const on = chance.percent(70)
    ? keysOf(first, second, chance)
    : expression('boolean', { chance, columns }, 1);
  return { text: `${first.text} ${join} ${second.text} ON ${on}`, columns };
}

function keysOf(first: Relation, second: Relation, chance: Chance): string {
  const integers = ({ columns }: Relation) => columns.filter(({ type }) => type === 'integer');
  return `${chance.pick(integers(first)).name} = ${chance.pick(integers(second)).name}`;
}

function relation(chance: Chance, depth: number, alias: string, withTables = true): Relation {
  const named = (columns: Named[]) => columns.map(({ name, type }) => ({ name: `${alias}.${name}`, type }));
  if (withTables && chance.percent(30)) {
    const columns = named(customers.map(([name, type]) => ({ name, type })));
    return { text: `bronze_customers AS ${alias}`, columns };
  }
  if (depth > 0 && chance.percent(20)) {
    const inner = query(chance, depth - 1);
    if (inner.columns.some(({ type }) => type === 'integer'))
      return { text: `(${inner.text}) AS ${alias}`, columns: named(inner.columns) };
  }
  const [values, list] = chance.pick(rows);
  const columns = named(list.map(([name, type]) => ({ name, type })));
  return { text: `(${values}) AS ${alias} (${list.map(([name]) => name).join(', ')})`, columns };
}
