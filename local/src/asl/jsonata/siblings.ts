import type { ExprNode } from 'jsonata';

/** The children of one evaluation of an array or a group: whether one is being evaluated, and who waits. */
interface Activation {
  busy: boolean;
  waiting: (() => void)[];
}

/**
 * Lets the elements of an array and the values of a group be evaluated one after the other. JSONata begins them all at
 * once, which would count as nesting, and as many evaluations would be open as there are groups in the data.
 */
export class Siblings {
  /** The array or group that each such child belongs to. */
  readonly #parents = new Map<ExprNode, ExprNode>();
  /** The evaluations of each array or group that are open; the last one nests deepest. */
  readonly #activations = new Map<ExprNode, Activation[]>();

  constructor(ast: ExprNode) {
    this.#find(ast);
    for (const parent of this.#parents.values()) this.#activations.set(parent, []);
  }

  /** Forgets what an evaluation that failed left open. */
  clear(): void {
    for (const activations of this.#activations.values()) activations.length = 0;
  }

  /** Settles when it is the child's turn; undefined when it is at once. */
  turnOf(node: ExprNode): Promise<void> | undefined {
    const activation = this.#around(node);
    if (!activation) return undefined;
    if (activation.busy) return new Promise((resolve) => activation.waiting.push(resolve));
    activation.busy = true;
    return undefined;
  }

  entered(node: ExprNode): void {
    this.#activations.get(node)?.push({ busy: false, waiting: [] });
  }

  left(node: ExprNode): void {
    this.#activations.get(node)?.pop();
    const activation = this.#around(node);
    if (!activation) return;
    const next = activation.waiting.shift();
    if (next) next();
    else activation.busy = false;
  }

  #around(node: ExprNode): Activation | undefined {
    const parent = this.#parents.get(node);
    return parent && this.#activations.get(parent)?.at(-1);
  }

  #find(value: unknown): void {
    if (typeof value !== 'object' || value === null || value instanceof RegExp) return;
    for (const child of childrenAtOnce(value)) this.#parents.set(child, value as ExprNode);
    for (const child of Object.values(value)) this.#find(child);
  }
}

/** Members of JSONata's tree that its type declaration lacks. */
interface Node {
  type?: string;
  value?: unknown;
  expressions?: ExprNode[];
  lhs?: unknown;
  group?: { lhs: Pair[] };
}
type Pair = [key: ExprNode, value: ExprNode];

function childrenAtOnce(node: Node): ExprNode[] {
  const grouped = (node.group?.lhs ?? []).map(([, value]) => value);
  if (node.type !== 'unary') return grouped;
  if (node.value === '[') return [...grouped, ...(node.expressions ?? [])];
  if (node.value === '{') return [...grouped, ...(node.lhs as Pair[]).map(([, value]) => value)];
  return grouped;
}
