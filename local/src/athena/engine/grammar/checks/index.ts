import type { ParserRuleContext } from 'antlr4ng';
import { checkAggregation } from './aggregations.ts';
import { checkFrame } from './frames.ts';
import { checkJoin } from './joins.ts';
import { checkLike } from './likes.ts';
import { checkIdentifier, checkRowCount, checkWith } from './names.ts';
import { childrenOf } from './nodes.ts';
import { checkPlacement } from './placement.ts';
import { checkCast } from './types.ts';
import { checkWindow } from './windows.ts';

/** What Trino's analysis finds in a query without knowing any table: each check looks at one node. */
const checks: ((node: ParserRuleContext) => void)[] = [
  checkIdentifier,
  checkRowCount,
  checkWith,
  checkCast,
  checkPlacement,
  checkAggregation,
  checkWindow,
  checkFrame,
  checkJoin,
  checkLike,
];

/** @throws SyntaxFailure, QueryError */
export function checkQuery(node: ParserRuleContext): void {
  for (const check of checks) check(node);
  for (const child of childrenOf(node)) checkQuery(child);
}
