/** Names of the variables that an expression mentions, without `$`: its own, the machine's and functions alike. */
export function variablesOf(ast: unknown): string[] {
  const names = new Set<string>();
  visit(ast, names);
  return [...names];
}

function visit(node: unknown, names: Set<string>): void {
  if (typeof node !== 'object' || node === null || node instanceof RegExp) return;
  if ('type' in node && node.type === 'variable' && 'value' in node) names.add(String(node.value));
  for (const child of Object.values(node)) visit(child, names);
}
