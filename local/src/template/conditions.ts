import { resolve } from './resolve.ts';
import type { Scope } from './scope.ts';
import { shown, TemplateError } from './template-error.ts';

/**
 * Whether a condition holds: `{ Condition: name }` or one of the condition functions.
 * @throws TemplateError
 */
export function holds(condition: unknown, scope: Scope, where: string): boolean {
  const [name, argument] = Object.entries(condition ?? {})[0] ?? [];
  if (name === 'Condition' && typeof argument === 'string') return scope.condition(argument, where);
  if (name === undefined || !Array.isArray(argument)) return refuse(condition, where);
  const terms = argument as unknown[];
  const term = (value: unknown, i: number) => holds(value, scope, `${where}.${name}[${i}]`);
  switch (name) {
    case 'Fn::Equals':
      return equal(terms, scope, where);
    case 'Fn::And':
      return terms.every(term);
    case 'Fn::Or':
      return terms.some(term);
    case 'Fn::Not':
      return terms.length === 1 ? !term(terms[0], 0) : refuse(condition, where);
    default:
      return refuse(condition, where);
  }
}

function equal(terms: unknown[], scope: Scope, where: string): boolean {
  if (terms.length !== 2) refuse({ 'Fn::Equals': terms }, where);
  const [left, right] = terms.map((term, i) => resolve(term, scope, `${where}.Fn::Equals[${i}]`));
  return String(left) === String(right);
}

function refuse(condition: unknown, where: string): never {
  throw new TemplateError(
    where,
    `expects { Condition: name }, Fn::Equals, Fn::And, Fn::Or or Fn::Not with a list, got ${shown(condition)}.`,
  );
}
