/** What an expression reads of its surroundings: AWS judges definitions by it. */
export interface References {
  /** Names of all variables that it mentions, without `$`: its own, the machine's and functions alike. */
  variables: string[];
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
  const variables = new Set<string>();
  const states = new Set<string>();
  const topLevel = new Set<string>();
  visit(ast, variables, states);
  addTopLevel(ast as Node, topLevel);
  return {
    variables: [...variables],
    topLevel: [...topLevel],
    root: variables.has('$'),
    states: [...states],
  };
}

function visit(value: unknown, variables: Set<string>, states: Set<string>): void {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return;
  const node = value as Partial<Node>;
  if (node.type === 'variable') variables.add(String(node.value));
  const [first, second] = node.steps ?? [];
  if (first?.type === 'variable' && first.value === 'states' && second?.type === 'name') {
    states.add(String(second.value));
  }
  for (const member in value) visit((value as Partial<Node>)[member], variables, states);
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
function addTopLevel(node: Node, names: Set<string>): void {
  switch (node.type) {
    case 'name':
      names.add(String(node.value));
      return;
    case 'variable':
      if (node.value === '') names.add('$');
      return;
    case 'path':
      return addTopLevel(node.steps![0]!, names);
    case 'bind':
      return addTopLevel(node.rhs as Node, names);
    case 'lambda':
      return addTopLevel(node.body as Node, names);
    case 'transform':
    case 'regex':
      return;
    default:
      for (const member of sameContext) addAllTopLevel(node[member], names);
  }
}

/** Of the nodes of a member: one, a list, or a list of pairs. */
function addAllTopLevel(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) addAllTopLevel(one, names);
  else if (typeof value === 'object' && value !== null && 'type' in value) addTopLevel(value as Node, names);
}
