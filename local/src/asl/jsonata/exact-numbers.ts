import type { ExprNode } from 'jsonata';

/** How an expression uses a node's value where JSONata would misread a bigint without a word. */
type Use = 'truth' | 'argument' | 'equality';

interface Node {
  type: string;
  value?: unknown;
  procedure?: Node;
  arguments?: Node[];
  [member: string]: unknown;
}

/** JSONata's functions that would take a bigint for nothing, or throw JavaScript's own errors at it. */
const misreading = new Set(
  (
    'sum count max min average substring substringBefore substringAfter lowercase uppercase length trim pad match ' +
    'contains replace split join formatNumber formatBase formatInteger parseInteger floor ceil round abs sqrt power ' +
    'map zip reduce reverse shuffle sort each merge error assert base64encode base64decode encodeUrlComponent ' +
    'encodeUrl decodeUrlComponent decodeUrl toMillis fromMillis clone hash parse partition random range'
  ).split(' '),
);
/** Functions that ask whether a value, or what their function gives, is true. */
const asking = new Set(['boolean', 'not', 'filter', 'sift', 'single']);

/**
 * Lets whole numbers beyond 2^53 - 1 pass through an expression and refuses to compute with them. JSONata itself throws
 * for most operators; what it would take for nothing or for false is found here, by where a value stands in the tree.
 */
export class ExactNumbers {
  readonly #uses = new Map<unknown, Use>();
  /** The first one that the evaluation met. */
  #seen: bigint | undefined;
  /** What `=` compared: an exact number, and a double that may have been rounded. */
  #compared = { exact: false, rounded: false };

  constructor(ast: unknown) {
    this.#find(ast);
  }

  start(): void {
    this.#seen = undefined;
    this.#compared = { exact: false, rounded: false };
  }

  /** To be called with what each node gave. */
  check(node: ExprNode, result: unknown): void {
    if (typeof result === 'bigint') this.#checkExact(this.#uses.get(node), result, result);
    else if (Array.isArray(result)) this.#checkArray(this.#uses.get(node), result);
    else if (typeof result === 'number' && Math.abs(result) > Number.MAX_SAFE_INTEGER)
      this.#checkRounded(node);
  }

  /** What an error that JSONata threw comes from, if it comes from such a number. */
  explain(error: unknown): Error | undefined {
    const members = typeof error === 'object' && error !== null ? Object.values(error) : [];
    const number = exactWithin(members) ?? (error instanceof TypeError ? this.#seen : undefined);
    return number === undefined ? undefined : noArithmetic(number);
  }

  /** Arrays can be long, and are looked through only where it matters. */
  #checkArray(use: Use | undefined, result: unknown[]): void {
    const number = use && result.find((element): element is bigint => typeof element === 'bigint');
    if (number !== undefined) this.#checkExact(use, number, result);
  }

  #checkExact(use: Use | undefined, number: bigint, result: unknown): void {
    this.#seen ??= number;
    if (use === 'truth' || (use === 'argument' && isAlone(result))) throw noArithmetic(number);
    if (use === 'equality') this.#compare('exact');
  }

  #checkRounded(node: ExprNode): void {
    if (this.#uses.get(node) === 'equality') this.#compare('rounded');
  }

  #compare(kind: 'exact' | 'rounded'): void {
    this.#compared[kind] = true;
    if (this.#compared.exact && this.#compared.rounded) throw noArithmetic(this.#seen!);
  }

  #find(value: unknown): void {
    if (typeof value !== 'object' || value === null || value instanceof RegExp) return;
    for (const [node, use] of usesIn(value as Node)) this.#uses.set(node, use);
    for (const child of Object.values(value)) this.#find(child);
  }
}

/** The children whose values a node uses in such a way. */
function usesIn(node: Node): [unknown, Use][] {
  const all = (use: Use, ...nodes: unknown[]) => nodes.map((child): [unknown, Use] => [child, use]);
  switch (node.type) {
    case 'condition':
      return all('truth', node.condition);
    case 'filter':
      return all('truth', node.expr);
    case 'binary':
      if (node.value === 'and' || node.value === 'or') return all('truth', node.lhs, node.rhs);
      return node.value === '=' || node.value === '!=' ? all('equality', node.lhs, node.rhs) : [];
    case 'function':
    case 'partial':
      return usesOfCall(node.procedure!, node.arguments ?? []);
    case 'apply':
      return usesOfCall(((node.rhs as Node).procedure ?? node.rhs) as Node, [node.lhs as Node]);
    default:
      return [];
  }
}

function usesOfCall(procedure: Node, given: Node[]): [unknown, Use][] {
  if (procedure.type !== 'variable') return [];
  if (misreading.has(String(procedure.value))) return given.map((argument) => [argument, 'argument']);
  if (!asking.has(String(procedure.value))) return [];
  return given.flatMap((argument) => bodiesOf(argument).map((body): [unknown, Use] => [body, 'truth']));
}

/** What decides: a value itself or what a function gives; its last call stands in a function of its own. */
function bodiesOf(node: Node): Node[] {
  return node.type === 'lambda' ? [node.body as Node, ...bodiesOf(node.body as Node)] : [node];
}

/** Whether it is one number, or a sequence of one, which JSONata gives as that one. */
function isAlone(value: unknown): boolean {
  return !Array.isArray(value) || (value.length === 1 && 'sequence' in value);
}

/** The first such number in a value, at any depth. */
function exactWithin(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  // A function holds the tree around it.
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return undefined;
  for (const member of Object.values(value)) {
    const number = exactWithin(member);
    if (number !== undefined) return number;
  }
  return undefined;
}

function noArithmetic(number: bigint): Error {
  return new Error(
    `${number} is a whole number beyond 2^53 - 1: it passes through exactly, and no operator or function computes with it. Pass it as a text, or compute where it comes from.`,
  );
}
