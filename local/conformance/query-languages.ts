/** Whether a state of the definition, at any depth, is written in JSONPath, which is what states take by default. */
export function usesJsonPath(definition: unknown): boolean {
  return flowUses(definition, languageOf(definition) ?? 'JSONPath');
}

function flowUses(flow: unknown, inherited: string): boolean {
  const states: unknown[] = Object.values(memberOf(flow, 'States') ?? {});
  return states.some((state) => stateUses(state, inherited));
}

function stateUses(state: unknown, inherited: string): boolean {
  const branches = (memberOf(state, 'Branches') ?? []) as unknown[];
  const inner = [...branches, memberOf(state, 'ItemProcessor'), memberOf(state, 'Iterator')];
  return (languageOf(state) ?? inherited) === 'JSONPath' || inner.some((flow) => flowUses(flow, inherited));
}

function languageOf(value: unknown): string | undefined {
  return memberOf(value, 'QueryLanguage') as string | undefined;
}

function memberOf(value: unknown, name: string): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Record<string, object | undefined>)[name];
}
