import { numberOf } from '../json/number.ts';

/** The name of the function that makes texts of the operands of `&`; no expression can write it. */
export const textFunction = '&';

/** A node of JSONata's tree, of which the type declaration lacks most members. */
interface Node {
  type?: string;
  value?: unknown;
  position?: number;
  lhs?: Node;
  rhs?: Node;
}

/** Nodes that `adapt` put into a tree; they do not count as nesting. */
const added = new WeakSet<object>();

export const isAdded = (node: object): boolean => added.has(node);

/** Whether an expression has what `adapt` changes; its walk through the tree takes a third of compiling. */
export const isAdaptable = (text: string): boolean => /&|\d{16}|\de/i.test(text);

/**
 * Makes an expression's tree AWS's, where no function can: `&` writes numbers as `$string` does, and a whole number
 * beyond 2^53 - 1 is as exact as one that is read.
 */
export function adapt(ast: unknown, text: string): void {
  if (typeof ast !== 'object' || ast === null || ast instanceof RegExp || added.has(ast)) return;
  for (const child of Object.values(ast)) adapt(child, text);
  const node = ast as Node;
  if (node.type === 'number') node.value = exactLiteral(node, text);
  if (node.type === 'binary' && node.value === '&') {
    node.lhs = asText(node.lhs!);
    node.rhs = asText(node.rhs!);
  }
}

function exactLiteral({ value, position }: Node, text: string): unknown {
  if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  const [digits] = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.exec(text.slice(0, position))!;
  try {
    return numberOf(value < 0 ? `-${digits}` : digits);
  } catch {
    // AWS rounds what an expression itself writes beyond 2^63 (measured).
    return value;
  }
}

function asText(operand: Node): Node {
  if (operand.type === 'string' || (operand.type === 'binary' && operand.value === '&')) return operand;
  const { position } = operand;
  const call = {
    type: 'function',
    value: '(',
    position,
    arguments: [operand],
    procedure: { type: 'variable', value: textFunction, position },
  };
  added.add(call);
  return call;
}
