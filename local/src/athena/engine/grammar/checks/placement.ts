import type { ParserRuleContext } from 'antlr4ng';
import {
  JoinCriteriaContext,
  QuerySpecificationContext,
  UnnestContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import type { FunctionCallContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { childrenOf, errorAt, isAggregation, isWindow, nodesWithin, textOf } from './nodes.ts';

/** Where no aggregation and no window function may stand. */
export function checkPlacement(node: ParserRuleContext): void {
  if (node instanceof JoinCriteriaContext) checkScalar(childrenOf(node), 'JOIN clause');
  if (node instanceof UnnestContext) checkScalar(node.expression(), 'UNNEST');
  if (!(node instanceof QuerySpecificationContext)) return;
  checkScalar(present([node.whereClause()?.booleanExpression()]), 'WHERE clause');
  checkScalar(node.groupBy()?.groupingElement() ?? [], 'GROUP BY clause');
  const [window] = nodesWithin(present([node.havingClause()]), isWindow);
  if (window)
    throw errorAt(
      window,
      'NESTED_WINDOW',
      'HAVING clause cannot contain window functions or row pattern measures',
    );
}

const present = (nodes: (ParserRuleContext | null | undefined)[]) => nodes.filter((node) => node != null);

const isOfManyRows = (node: ParserRuleContext): node is FunctionCallContext =>
  isAggregation(node) || isWindow(node);

function checkScalar(expressions: ParserRuleContext[], clause: string): void {
  for (const expression of expressions) {
    const calls = nodesWithin([expression], isOfManyRows);
    if (calls.length === 0) continue;
    const found = calls.map(textOf).join(', ');
    throw errorAt(
      expression,
      'EXPRESSION_NOT_SCALAR',
      `${clause} cannot contain aggregations, window functions or grouping operations: [${found}]`,
    );
  }
}
