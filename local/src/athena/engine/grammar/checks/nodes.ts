import { ParserRuleContext } from 'antlr4ng';
import type { Token } from 'antlr4ng';
import {
  ArithmeticBinaryContext,
  FunctionCallContext,
  PredicatedContext,
  QueryContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { aggregates } from '../../functions/aggregates.ts';
import { windowFunctions } from '../../functions/window-functions.ts';
import { QueryError } from '../../query-error.ts';
import type { QueryErrorCode } from '../../query-error.ts';

export function childrenOf(node: ParserRuleContext): ParserRuleContext[] {
  return (node.children ?? []).filter((child) => child instanceof ParserRuleContext);
}

/** The error that lies at a node. */
export function errorAt(node: ParserRuleContext, code: QueryErrorCode, problem: string): QueryError {
  const { line, column } = placeOf(node)!;
  return new QueryError(code, `line ${line}:${column + 1}: ${problem}`);
}

/** Trino places a comparison and a calculation at its operator, anything else at its beginning. */
function placeOf(node: ParserRuleContext): Token | null {
  if (node instanceof PredicatedContext && node.predicate()) return node.predicate()!.start;
  if (node instanceof ArithmeticBinaryContext) return node._operator!;
  const [only, another] = node.children ?? [];
  return only instanceof ParserRuleContext && !another ? placeOf(only) : node.start;
}

/** A node as it is written, its white space apart. */
export function textOf(node: ParserRuleContext): string {
  const { start, stop } = node;
  const written = start!.inputStream!.getText(start!.start, (stop ?? start!).stop);
  return written.replaceAll(/\s+/g, ' ');
}

export const nameOfCall = (call: FunctionCallContext): string => call.functionName().getText().toLowerCase();

/** Other names of aggregates. */
const synonyms = ['every', 'stddev', 'variance'];

export function isAggregation(node: ParserRuleContext): node is FunctionCallContext {
  if (!(node instanceof FunctionCallContext) || node.over()) return false;
  const name = nameOfCall(node);
  return Object.hasOwn(aggregates, name) || synonyms.includes(name);
}

export function isWindow(node: ParserRuleContext): node is FunctionCallContext {
  return node instanceof FunctionCallContext && node.over() !== null;
}

export function isWindowFunction(call: FunctionCallContext): boolean {
  return Object.hasOwn(windowFunctions, nameOfCall(call));
}

/** The nodes of a kind within others, these included; subqueries are not searched. */
export function nodesWithin<Kind extends ParserRuleContext>(
  roots: ParserRuleContext[],
  isKind: (node: ParserRuleContext) => node is Kind,
): Kind[] {
  return roots.flatMap((root) => {
    if (root instanceof QueryContext) return [];
    const below = nodesWithin(childrenOf(root), isKind);
    return isKind(root) ? [root, ...below] : below;
  });
}
