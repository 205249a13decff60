import { InvalidDefinition } from '../invalid-definition.ts';
import { parseMachine } from '../parse/parse-machine.ts';
import { schemaError } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readJson } from './read-json.ts';
import type { JsonObject } from './read-json.ts';
import { brokenRules } from './schema-rules.ts';
import type { WorkflowType } from './schema-rules.ts';

/**
 * What is wrong with a definition; nothing where this interpreter runs it. Rules of both query languages come first,
 * with AWS's words; what this interpreter does not do comes after, with ours.
 * @param text the definition as JSON
 * @param check what else may throw InvalidDefinition for a definition that was read
 */
export function validateDefinition(text: string, type: WorkflowType, check?: () => void): Diagnostic[] {
  const read = readJson(text);
  if ('diagnostic' in read) return [read.diagnostic];
  const { definition } = read;
  const broken = brokenRules(definition, type);
  if (broken.length > 0) return broken;
  try {
    parseMachine(definition, 'definition');
    check?.();
    return [];
  } catch (error) {
    if (error instanceof InvalidDefinition) return [refusal(error, definition)];
    throw error;
  }
}

function refusal({ state, field, message, finding }: InvalidDefinition, definition: JsonObject): Diagnostic {
  const path = state === undefined ? '' : (pathOf(definition, state) ?? `/States/${state}`);
  const diagnostic = schemaError(message, `${path}/${field}`.replace(/(?<=.)\/$/, ''));
  if (finding) return { ...diagnostic, ...finding };
  const unsupported = state !== undefined && field === 'QueryLanguage';
  return unsupported ? { ...diagnostic, code: 'UNSUPPORTED_QUERY_LANGUAGE' } : diagnostic;
}

/** Where the state of this name stands, at any depth: `/States/Map/ItemProcessor/States/Inner`. */
function pathOf(flow: unknown, name: string): string | undefined {
  const { States } = (flow ?? {}) as { States?: Record<string, Record<string, unknown>> };
  for (const [own, state] of Object.entries(States ?? {})) {
    if (own === name) return `/States/${own}`;
    const inner = innerFlows(state).find(([, candidate]) => pathOf(candidate, name) !== undefined);
    if (inner) return `/States/${own}/${inner[0]}${pathOf(inner[1], name)}`;
  }
  return undefined;
}

function innerFlows(state: Record<string, unknown>): [string, unknown][] {
  const branches = (Array.isArray(state.Branches) ? state.Branches : []) as unknown[];
  const inner = branches.map((branch, index): [string, unknown] => [`Branches[${index}]`, branch]);
  return [...inner, ['ItemProcessor', state.ItemProcessor]];
}
