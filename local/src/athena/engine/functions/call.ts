import { membersOf, tree } from '../sql/tree.ts';

/** A function call, however the parser shows it. */
export interface Call {
  /** In lower case. */
  name: string;
  args: unknown[];
  distinct: boolean;
  orderBy: unknown[];
  filter?: unknown;
  ignoreNulls: boolean;
  over?: Record<string, unknown>;
}

/**
 * The parser has a node of its own for many functions; here are their names, and the members that hold the arguments.
 * A function that stands in neither place is refused.
 */
const nodesOfFunctions: Record<string, [name: string, ...members: string[]]> = {
  abs: ['abs', 'this'],
  acos: ['acos', 'this'],
  any_value: ['any_value', 'this'],
  approx_distinct: ['approx_distinct', 'this'],
  array_agg: ['array_agg', 'this'],
  array_distinct: ['array_distinct', 'this'],
  array_except: ['array_except', 'this', 'expression'],
  array_intersect: ['array_intersect', 'expressions'],
  array_position: ['array_position', 'this', 'expression'],
  array_remove: ['array_remove', 'this', 'expression'],
  array_union: ['array_union', 'this', 'expression'],
  asin: ['asin', 'this'],
  atan: ['atan', 'this'],
  atan2: ['atan2', 'this', 'expression'],
  cardinality: ['cardinality', 'this'],
  ceil: ['ceil', 'this'],
  coalesce: ['coalesce', 'expressions'],
  contains: ['contains', 'this', 'expression'],
  cos: ['cos', 'this'],
  count: ['count', 'this'],
  count_if: ['count_if', 'this'],
  cume_dist: ['cume_dist'],
  day: ['day', 'this'],
  day_of_month: ['day_of_month', 'this'],
  day_of_week: ['day_of_week', 'this'],
  day_of_year: ['day_of_year', 'this'],
  degrees: ['degrees', 'this'],
  dense_rank: ['dense_rank'],
  element_at: ['element_at', 'this', 'expression'],
  exp: ['exp', 'this'],
  first_value: ['first_value', 'this'],
  floor: ['floor', 'this'],
  hour: ['hour', 'this'],
  json_array_length: ['json_array_length', 'this'],
  json_extract: ['json_extract', 'this', 'path'],
  json_extract_scalar: ['json_extract_scalar', 'this', 'path'],
  lag: ['lag', 'this', 'offset', 'default'],
  last_value: ['last_value', 'this'],
  lead: ['lead', 'this', 'offset', 'default'],
  length: ['length', 'this'],
  list_agg: ['listagg', 'this', 'separator'],
  ln: ['ln', 'this'],
  log: ['log', 'base', 'this'],
  logical_and: ['bool_and', 'this'],
  logical_or: ['bool_or', 'this'],
  lower: ['lower', 'this'],
  map_from_entries: ['map_from_entries', 'this'],
  map_keys: ['map_keys', 'this'],
  map_values: ['map_values', 'this'],
  max: ['max', 'this'],
  min: ['min', 'this'],
  minute: ['minute', 'this'],
  mod_func: ['mod', 'this', 'expression'],
  month: ['month', 'this'],
  n_tile: ['ntile', 'num_buckets'],
  nth_value: ['nth_value', 'this', 'offset'],
  percent_rank: ['percent_rank'],
  pi: ['pi'],
  power: ['power', 'this', 'expression'],
  quarter: ['quarter', 'this'],
  radians: ['radians', 'this'],
  rand: ['rand'],
  random: ['random'],
  rank: ['rank'],
  row_number: ['row_number'],
  second: ['second', 'this'],
  sin: ['sin', 'this'],
  sqrt: ['sqrt', 'this'],
  starts_with: ['starts_with', 'this', 'expression'],
  stddev: ['stddev_samp', 'this'],
  stddev_pop: ['stddev_pop', 'this'],
  stddev_samp: ['stddev_samp', 'this'],
  str_position: ['strpos', 'this', 'substr', 'occurrence'],
  substring: ['substr', 'this', 'start', 'length'],
  sum: ['sum', 'this'],
  tan: ['tan', 'this'],
  upper: ['upper', 'this'],
  var_pop: ['var_pop', 'this'],
  var_samp: ['var_samp', 'this'],
  variance: ['var_samp', 'this'],
  week_of_year: ['week_of_year', 'this'],
  year: ['year', 'this'],
  avg: ['avg', 'this'],
};

const modifiers = ['distinct', 'order_by', 'filter', 'ignore_nulls'] as const;

/** The call that a node is; undefined when it is none that could be known. */
export function callOf(node: unknown): Call | undefined {
  const { kind, members } = tree(node);
  if (kind === 'window_function') return windowCall(members);
  if (kind === 'function' || kind === 'aggregate_function') return plainCall(members);
  if (kind === 'trim') return trimCall(members);
  if (kind === 'within_group') return orderedCall(members);
  return Object.hasOwn(nodesOfFunctions, kind) ? ownNodeCall(kind, members) : undefined;
}

function windowCall(members: Record<string, unknown>): Call | undefined {
  const { this: inner, over } = membersOf('a window function', members, 'this', 'over');
  const call = callOf(inner);
  return call && { ...call, over: over as Record<string, unknown> };
}

function plainCall(members: Record<string, unknown>): Call {
  const name = members.name as string;
  const known = membersOf(name, members, 'name', 'args', 'no_parens', ...modifiers);
  return { name: name.toLowerCase(), args: (known.args ?? []) as unknown[], ...modifiersOf(known) };
}

/** `LISTAGG(…) WITHIN GROUP (ORDER BY …)` */
function orderedCall(members: Record<string, unknown>): Call | undefined {
  const { this: inner, order_by } = membersOf('WITHIN GROUP', members, 'this', 'order_by');
  const call = callOf(inner);
  return call && { ...call, orderBy: order_by as unknown[] };
}

function trimCall(members: Record<string, unknown>): Call {
  const { this: value } = membersOf('trim', { ...members, position: undefined }, 'this');
  return { name: 'trim', args: [value], ...modifiersOf({}) };
}

function ownNodeCall(kind: string, members: Record<string, unknown>): Call {
  const [name, ...names] = nodesOfFunctions[kind]!;
  const known = membersOf(name, members, 'name', 'star', ...names, ...modifiers);
  const args = names.flatMap((member) => (known as Record<string, unknown>)[member] ?? []);
  return { name: known.star ? 'count(*)' : name, args, ...modifiersOf(known) };
}

function modifiersOf(known: Partial<Record<(typeof modifiers)[number], unknown>>) {
  return {
    distinct: Boolean(known.distinct),
    orderBy: (known.order_by ?? []) as unknown[],
    filter: known.filter,
    ignoreNulls: Boolean(known.ignore_nulls),
  };
}
