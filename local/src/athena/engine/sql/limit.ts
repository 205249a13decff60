import { notSupported } from '../query-error.ts';
import { membersOf, tree } from './tree.ts';

/** LIMIT and OFFSET, each a literal. */
export function limitAndOffset(limit: unknown, offset: unknown): string {
  const parts = [limit && `LIMIT ${count(limit, 'LIMIT')}`, offset && `OFFSET ${count(offset, 'OFFSET')}`];
  return parts.filter(Boolean).join(' ');
}

/** FETCH FIRST … ROWS ONLY as the LIMIT that it is. */
export function fetchLimit(clause: unknown): unknown {
  if (!clause) return undefined;
  const { count: rows } = membersOf('FETCH', clause, 'direction', 'count', 'rows');
  return rows ?? { literal: { literal_type: 'number', value: '1' } };
}

function count(clause: unknown, name: string): string {
  // A SELECT's limit is wrapped in a clause, a UNION's is the bare literal.
  const node = 'this' in (clause as object) ? membersOf(name, clause, 'this', 'rows').this : clause;
  const { kind, members } = tree(node);
  const value = String(members.value);
  if (kind === 'literal' && members.literal_type === 'number' && /^\d+$/.test(value)) return value;
  throw notSupported(`${name} with anything but a whole number`, `Write ${name} 10.`);
}
