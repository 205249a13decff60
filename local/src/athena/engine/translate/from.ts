import { QueryError, notSupported } from '../query-error.ts';
import { translate } from './expression.ts';
import { joinCondition } from './join-condition.ts';
import type { Environment, Relation, Scope } from '../sql/scope.ts';
import { sourceOf } from './source.ts';
import type { Place } from './source.ts';
import { membersOf, nameOf } from '../sql/tree.ts';
import { usingJoin } from '../sql/using.ts';

/** FROM with its joins. It is printed after WHERE is known, which narrows the tables' partitions. */
export interface From {
  relations: Relation[];
  print(): string;
}

/** Translates FROM and the joins that follow it. */
export function translateFrom(
  clause: unknown,
  joins: unknown,
  environment: Environment,
  outer: Scope | undefined,
): From {
  if (!clause) return { relations: [], print: () => '' };
  const place: Place = { environment, relations: [], outer };
  const { expressions } = membersOf('FROM', clause, 'expressions');
  const prints: (() => string)[] = [];
  for (const node of expressions as unknown[]) {
    const source = sourceOf(node, place);
    prints.push(() => source.print());
    place.relations = [...place.relations, source.relation];
  }
  const several = prints.length > 1;
  const comma = () => prints.map((print) => print()).join(' CROSS JOIN ');
  const print = ((joins ?? []) as unknown[]).reduce<() => string>(
    (before, join) => translateJoin(before, join, place, several),
    comma,
  );
  return { relations: place.relations, print: () => `FROM ${print()}` };
}

const outerJoins: Record<string, string> = { Left: 'LEFT JOIN', Right: 'RIGHT JOIN', Full: 'FULL JOIN' };
const joinWords: Record<string, string> = { Inner: 'INNER JOIN', Cross: 'CROSS JOIN', ...outerJoins };

function translateJoin(before: () => string, join: unknown, place: Place, several: boolean): () => string {
  const {
    this: node,
    kind,
    on,
    using,
  } = membersOf('JOIN', join, 'this', 'kind', 'on', 'using', 'use_inner_keyword', 'use_outer_keyword');
  const words = joinWords[kind as string];
  if (!words) throw notSupported(`a ${String(kind)} join`, 'Use INNER, LEFT, RIGHT, FULL or CROSS JOIN.');
  if (several && (kind === 'Right' || kind === 'Full')) {
    throw notSupported(`a ${kind} join after a comma`, 'Write CROSS JOIN for the comma.');
  }
  const left = place.relations;
  const source = sourceOf(node, place);
  if (using) {
    const joined = usingJoin(
      left,
      source.relation,
      (using as unknown[]).map((name) => nameOf(name).lower),
      kind as string,
    );
    place.relations = joined.relations;
    return () => `${before()} ${words} ${source.print()} ON ${joined.condition}`;
  }
  place.relations = [...left, source.relation];
  if (kind === 'Cross') return () => `${before()} ${words} ${source.print()}`;
  if (!on) throw new QueryError('SYNTAX_ERROR', `${words} needs ON or USING`);
  const closed = kind === 'Inner' ? undefined : 'the condition of an outer join';
  const scope: Scope = {
    environment: place.environment,
    relations: place.relations,
    outer: place.outer,
    closed,
    hidden: closed,
  };
  if (translate(on, scope).type.name === 'unknown')
    throw notSupported('a join ON NULL', 'Neither does Athena: write ON FALSE.');
  const condition = joinCondition(on, scope);
  return () => `${before()} ${words} ${source.print()} ON ${condition}`;
}
