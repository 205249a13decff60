import type { ParserRuleContext } from 'antlr4ng';
import {
  BoundedFrameContext,
  FrameExtentContext,
  UnboundedFrameContext,
  WindowSpecificationContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import type { FrameBoundContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { errorAt } from './nodes.ts';

type Bound = 'UNBOUNDED PRECEDING' | 'PRECEDING' | 'CURRENT ROW' | 'FOLLOWING' | 'UNBOUNDED FOLLOWING';

/** A window's frame: which ends go together, and what ORDER BY they need. */
export function checkFrame(node: ParserRuleContext): void {
  if (node instanceof FrameExtentContext) checkEnds(node);
  if (!(node instanceof WindowSpecificationContext)) return;
  const extent = node.windowFrame()?.frameExtent();
  const type = extent?._frameType?.text?.toUpperCase();
  if (!extent || type === 'ROWS' || !boundsOf(extent).some(isOffset)) return;
  const items = node.sortItem().length;
  const frame = `Window frame of type ${type} PRECEDING or FOLLOWING`;
  if (items === 0) throw errorAt(node, 'MISSING_ORDER_BY', `${frame} requires ORDER BY`);
  if (type === 'RANGE' && items > 1)
    throw errorAt(
      node,
      'INVALID_ORDER_BY',
      `${frame} requires single sort item in ORDER BY (actual: ${items})`,
    );
}

const isOffset = (bound: Bound) => bound === 'PRECEDING' || bound === 'FOLLOWING';

function boundsOf({ _start, _end }: FrameExtentContext): Bound[] {
  return [_start, _end].filter((bound) => bound !== undefined).map(boundOf);
}

function boundOf(node: FrameBoundContext): Bound {
  if (node instanceof UnboundedFrameContext) return `UNBOUNDED ${direction(node)}`;
  return node instanceof BoundedFrameContext ? direction(node) : 'CURRENT ROW';
}

const direction = (node: UnboundedFrameContext | BoundedFrameContext) =>
  node._boundType!.text!.toUpperCase() as 'PRECEDING' | 'FOLLOWING';

function checkEnds(extent: FrameExtentContext): void {
  const [start, end = 'CURRENT ROW'] = boundsOf(extent);
  const problem = problemOf(start!, end);
  if (problem) throw errorAt(extent, 'INVALID_WINDOW_FRAME', `Window frame ${problem}`);
}

function problemOf(start: Bound, end: Bound): string | undefined {
  if (start === 'UNBOUNDED FOLLOWING') return 'start cannot be UNBOUNDED FOLLOWING';
  if (end === 'UNBOUNDED PRECEDING') return 'end cannot be UNBOUNDED PRECEDING';
  const isBackwards =
    (start === 'CURRENT ROW' && end === 'PRECEDING') ||
    (start === 'FOLLOWING' && (end === 'PRECEDING' || end === 'CURRENT ROW'));
  return isBackwards ? `starting from ${start} cannot end with ${end}` : undefined;
}
