import { notSupported } from '../query-error.ts';

/** A node of the parser's syntax tree: its kind, and what belongs to it. */
export interface Tree {
  kind: string;
  members: Record<string, unknown>;
}

/** How the statement was written, which has no bearing on what it means. */
const notation = new Set([
  'alias_explicit_as',
  'alias_first',
  'alias_keyword',
  'end_side_text',
  'from_for_syntax',
  'inferred_type',
  'integer_spelling',
  'kind_text',
  'nesting_group',
  'original_name',
  'real_spelling',
  'span',
  'start_side_text',
]);

const isSet = (value: unknown) =>
  value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);

/** Reads a node as the parser writes it: `{ "<kind>": { … } }`. */
export function tree(node: unknown): Tree {
  const [kind, members] = Object.entries(node as Record<string, unknown>)[0]!;
  return { kind, members: (members ?? {}) as Record<string, unknown> };
}

/**
 * The members of a node, or of a part of one. What stands in a statement is either known to its translation or
 * refused: any other member that is set makes the whole statement unsupported.
 * @throws QueryError NOT_SUPPORTED
 */
export function membersOf<Known extends string>(
  kind: string,
  members: unknown,
  ...known: Known[]
): Partial<Record<Known, unknown>> {
  for (const [name, value] of Object.entries(members as Record<string, unknown>)) {
    if (!isSet(value) || notation.has(name) || (known as string[]).includes(name)) continue;
    throw notSupported(`${name} in ${kind}`, 'Write the statement without it.');
  }
  const chosen = known
    .map((name) => [name, (members as Record<string, unknown>)[name]])
    .filter(([, value]) => isSet(value));
  return Object.fromEntries(chosen) as Partial<Record<Known, unknown>>;
}

/** An identifier: names are matched in lower case, and shown as they were written. */
export interface Name {
  lower: string;
  written: string;
}

export function nameOf(identifier: unknown): Name {
  const written = (identifier as { name: string }).name;
  return { lower: written.toLowerCase(), written };
}

/** Where a node stands, as Athena's messages say it: `line 1:8: `. Empty where the parser does not tell. */
export function positionOf(members: Record<string, unknown>): string {
  const span = members.span as { start: number; end: number; line: number; column: number } | undefined;
  if (!span) return '';
  return `line ${span.line}:${span.column - (span.end - span.start)}: `;
}
