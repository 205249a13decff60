import type { ParserRuleContext } from 'antlr4ng';
import {
  FunctionCallContext,
  JoinCriteriaContext,
  LikeContext,
  QueryContext,
  QuerySpecificationContext,
  SearchedCaseContext,
  SimpleCaseContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { escapeProblem } from '../../sql/escape-problem.ts';
import { QueryError } from '../../query-error.ts';
import { childrenOf } from './nodes.ts';

/**
 * A pattern that is none: Trino's planner reads those of conditions, even if no row comes so far (of a join's, not
 * always); elsewhere each row reads its own.
 */
export function checkLike(node: ParserRuleContext): void {
  for (const { _pattern, _escape } of conditionsOf(node).flatMap(likesIn)) {
    const [pattern, escape] = [literal(_pattern), literal(_escape)];
    const problem =
      pattern === undefined || escape === undefined ? undefined : escapeProblem(pattern, escape);
    if (problem) throw new QueryError('INVALID_FUNCTION_ARGUMENT', problem);
  }
}

/** Those that are the condition, or parts of it by AND, OR and NOT: a call may never come to its arguments. */
function likesIn(node: ParserRuleContext): LikeContext[] {
  if (node instanceof LikeContext) return [node];
  return isApart(node) ? [] : childrenOf(node).flatMap(likesIn);
}

const isApart = (node: ParserRuleContext) =>
  [FunctionCallContext, SearchedCaseContext, SimpleCaseContext, QueryContext].some(
    (kind) => node instanceof kind,
  );

function conditionsOf(node: ParserRuleContext): ParserRuleContext[] {
  if (node instanceof JoinCriteriaContext) return [node];
  if (!(node instanceof QuerySpecificationContext)) return [];
  return [node.whereClause(), node.havingClause()].filter((clause) => clause !== null);
}

/** The text of a plain literal. */
function literal(node: ParserRuleContext | undefined): string | undefined {
  const [, text] = /^'((?:[^']|'')*)'$/.exec(node?.getText() ?? '') ?? [];
  return text?.replaceAll("''", "'");
}
