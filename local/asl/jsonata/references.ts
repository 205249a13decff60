/** What an expression reads besides its own variables: where AWS judges definitions by it. */
export interface References {
  /** Names read from the top-level context, which Step Functions does not have: `phone`, `$`. */
  topLevel: string[];
  /** Whether `$$`, the top-level context itself, is read. */
  root: boolean;
  /** Names that follow `$states` in a path: `input`, `result`. */
  states: string[];
}

/** A node of JSONata's tree, of which the type declaration lacks most members. */
interface Node {
  type: string;
  value?: unknown;
  steps?: Node[];
  [member: string]: unknown;
}

/** The references of an expression's tree. */
export function referencesOf(ast: unknown): References {
  const all = nodesOf(ast);
  const paths = all.flatMap(({ steps }) => (steps ? [steps] : []));
  return {
    topLevel: [...new Set(topLevelOf(ast as Node))],
    root: all.some(({ type, value }) => type === 'variable' && value === '$'),
    states: paths.flatMap(([first, second]) =>
      first?.type === 'variable' && first.value === 'states' && second?.type === 'name'
        ? [String(second.value)]
        : [],
    ),
  };
}

/** Members in which a node's children read the same context as itself. */
const sameContext = [
  'lhs',
  'rhs',
  'expression',
  'expressions',
  'procedure',
  'arguments',
  'body',
  'condition',
  'then',
  'else',
];

/**
 * Names that are read from the context in which the whole expression stands. Only a path's first step is; later steps,
 * predicates, orders and groups read what comes before them. A function's body reads where the function is defined
 * (measured on AWS: floci-io/floci#2699).
 */
function topLevelOf(node: Node): string[] {
  switch (node.type) {
    case 'name':
      return [String(node.value)];
    case 'variable':
      return node.value === '' ? ['$'] : [];
    case 'path':
      return topLevelOf(node.steps![0]!);
    case 'bind':
      return topLevelOf(node.rhs as Node);
    case 'lambda':
      return topLevelOf(node.body as Node);
    case 'transform':
    case 'regex':
      return [];
    default:
      return sameContext.flatMap((member) => nodesIn(node[member]).flatMap(topLevelOf));
  }
}

/** The nodes of a member: one, a list, or a list of pairs. */
function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return typeof value === 'object' && value !== null && 'type' in value ? [value as Node] : [];
}

function nodesOf(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return [];
  const inner = Object.values(value).flatMap(nodesOf);
  return 'type' in value ? [value as Node, ...inner] : inner;
}
