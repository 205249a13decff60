import type { ParserRuleContext } from 'antlr4ng';
import { JoinRelationContext, UnnestContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { childrenOf, errorAt } from './nodes.ts';

/** A join's USING names each column once; one with UNNEST has no condition of its own. */
export function checkJoin(node: ParserRuleContext): void {
  const criteria = node instanceof JoinRelationContext ? node.joinCriteria() : null;
  if (!(node instanceof JoinRelationContext) || !criteria) return;
  const names = new Set<string>();
  for (const column of criteria.identifier()) {
    const name = column
      .getText()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase();
    if (names.has(name))
      throw errorAt(
        column,
        'DUPLICATE_COLUMN_NAME',
        `Column '${name}' appears multiple times in USING clause`,
      );
    names.add(name);
  }
  const [, condition] = criteria.getText().split(/^ON/i);
  if (!isUnnest(node._rightRelation) || condition?.toUpperCase() === 'TRUE') return;
  throw errorAt(
    childrenOf(criteria)[0]!,
    'NOT_SUPPORTED',
    `${typeOf(node)} JOIN involving UNNEST is only supported with condition ON TRUE`,
  );
}

/** Whether a relation is an UNNEST, perhaps with an alias. */
function isUnnest(node: ParserRuleContext | undefined): boolean {
  if (!node || node instanceof UnnestContext) return node !== undefined;
  return isUnnest(childrenOf(node)[0]);
}

const typeOf = (join: JoinRelationContext) => {
  const words = join.joinType()?.getText().toUpperCase() ?? '';
  return words === '' ? 'INNER' : words.replace('OUTER', '');
};
