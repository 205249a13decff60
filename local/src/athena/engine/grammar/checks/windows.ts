import type { ParserRuleContext } from 'antlr4ng';
import { QuerySpecificationContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import type {
  FunctionCallContext,
  WindowSpecificationContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { childrenOf, errorAt, isWindow, nameOfCall, nodesWithin, textOf } from './nodes.ts';

/** Functions of the rows before and after, which a frame would not bear on. */
const neighbours = ['lag', 'lead'];

/** What a function's OVER may hold. */
export function checkWindow(node: ParserRuleContext): void {
  if (node instanceof QuerySpecificationContext) checkModifiers(node);
  if (!isWindow(node)) return;
  const [inArguments] = nodesWithin([...node.expression(), ...node.sortItem()], isWindow);
  if (inArguments) throw nested(inArguments, 'window function arguments');
  const window = node.over()!.windowSpecification();
  if (!window) return;
  const [inWindow] = nodesWithin(childrenOf(window), isWindow);
  if (inWindow) throw nested(inWindow, 'window specification');
  if (neighbours.includes(nameOfCall(node))) checkNeighbour(nameOfCall(node), window);
}

const nested = (window: FunctionCallContext, where: string) =>
  errorAt(window, 'NESTED_WINDOW', `Cannot nest window functions or row pattern measures inside ${where}`);

function checkNeighbour(name: string, window: WindowSpecificationContext): void {
  if (window.sortItem().length === 0)
    throw errorAt(window, 'MISSING_ORDER_BY', `${name} function requires an ORDER BY window clause`);
  const frame = window.windowFrame();
  if (frame) throw errorAt(frame, 'INVALID_WINDOW_FRAME', `Cannot specify window frame for ${name} function`);
}

/** Trino names the SELECT as the place. */
function checkModifiers(select: QuerySpecificationContext): void {
  for (const call of nodesWithin(childrenOf(select), isWindow)) {
    if (call.setQuantifier()?.getText().toUpperCase() === 'DISTINCT')
      throw errorAt(
        select,
        'NOT_SUPPORTED',
        `DISTINCT in window function parameters not yet supported: ${textOf(call)}`,
      );
    if (call.filter())
      throw errorAt(select, 'NOT_SUPPORTED', 'FILTER is not yet supported for window functions');
  }
}
