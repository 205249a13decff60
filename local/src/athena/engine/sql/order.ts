import { membersOf } from './tree.ts';

/**
 * The list of an ORDER BY. NULLs come last in both directions unless the statement says otherwise.
 * @param sqlOf gives an expression's text
 */
export function orderBy(items: unknown[], sqlOf: (expression: unknown) => string): string {
  return items.map((item) => orderItem(item, sqlOf)).join(', ');
}

function orderItem(item: unknown, sqlOf: (expression: unknown) => string): string {
  // The parser does not say nulls_first: false apart from its absence, and both mean the same here.
  const {
    this: expression,
    desc,
    nulls_first: first,
  } = membersOf('ORDER BY', item, 'this', 'desc', 'nulls_first', 'explicit_asc');
  return `${sqlOf(expression)} ${desc ? 'DESC' : 'ASC'} NULLS ${first ? 'FIRST' : 'LAST'}`;
}
