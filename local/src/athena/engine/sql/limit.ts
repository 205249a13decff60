import { notSupported } from '../query-error.ts';
import { membersOf, tree } from './tree.ts';

/** LIMIT and OFFSET, each a literal. */
export function limitAndOffset(limit: unknown, offset: unknown): string {
  const parts = [limit && `LIMIT ${count(limit, 'LIMIT')}`, offset && `OFFSET ${count(offset, 'OFFSET')}`];
  return parts.filter(Boolean).join(' ');
}

function count(clause: unknown, name: string): string {
  // A SELECT's limit is wrapped in a clause, a UNION's is the bare literal.
  const node = 'this' in (clause as object) ? membersOf(name, clause, 'this', 'rows').this : clause;
  const { kind, members } = tree(node);
  const value = String(members.value);
  if (kind === 'literal' && members.literal_type === 'number' && /^\d+$/.test(value)) return value;
  throw notSupported(`${name} with anything but a whole number`, `Write ${name} 10.`);
}
