import type { ParserRuleContext } from 'antlr4ng';
import { FunctionCallContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import {
  errorAt,
  isAggregation,
  isWindow,
  isWindowFunction,
  nameOfCall,
  nodesWithin,
  textOf,
} from './nodes.ts';

/** What may stand inside an aggregation, and that a window function has its window. */
export function checkAggregation(node: ParserRuleContext): void {
  if (!(node instanceof FunctionCallContext)) return;
  const name = nameOfCall(node);
  if (isWindowFunction(node) && !node.over())
    throw errorAt(node, 'MISSING_OVER', `Window function system.builtin.${name} requires an OVER clause`);
  checkOrder(node);
  if (!isAggregation(node)) return;
  const inner = [...node.expression(), ...node.sortItem()];
  const windows = nodesWithin(inner, isWindow);
  if (windows.length > 0)
    throw errorAt(
      node,
      'NESTED_WINDOW',
      `Cannot nest window functions or row pattern measures inside aggregation '${name}': [${windows.map(textOf).join(', ')}]`,
    );
  const aggregations = nodesWithin([...inner, ...filterOf(node)], isAggregation);
  if (aggregations.length > 0)
    throw errorAt(
      node,
      'NESTED_AGGREGATION',
      `Cannot nest aggregations inside aggregation '${name}': [${aggregations.map(textOf).join(', ')}]`,
    );
}

const filterOf = (call: FunctionCallContext) => (call.filter() ? [call.filter()!] : []);

/** DISTINCT with ORDER BY orders by what is distinct. */
function checkOrder(call: FunctionCallContext): void {
  if (call.setQuantifier()?.getText().toUpperCase() !== 'DISTINCT') return;
  const args = call.expression().map(textOf);
  for (const item of call.sortItem()) {
    const sorted = item.expression() ?? item.columnRef()!;
    if (args.includes(textOf(sorted))) continue;
    throw errorAt(
      sorted,
      'EXPRESSION_NOT_IN_DISTINCT',
      'For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments',
    );
  }
}
