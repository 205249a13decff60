import { intrinsics } from './intrinsics.ts';
import { noValue } from './scope.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/**
 * A value of the template with all intrinsic functions evaluated, or `noValue`.
 * @param where path of the value within the template, for errors
 * @throws TemplateError
 */
export function resolve(value: unknown, scope: Scope, where: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item, i) => resolve(item, scope, `${where}[${i}]`)).filter((item) => item !== noValue);
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  const [name, argument] = members[0] ?? [];
  if (name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
    if (members.length > 1) {
      const others = members.slice(1).map(([other]) => other);
      throw new TemplateError(where, `${name} must be alone in its object, but ${others.join(', ')} is too.`);
    }
    return intrinsic(name, argument, scope, where);
  }
  const resolved = members.map(([key, member]) => [key, resolve(member, scope, `${where}.${key}`)] as const);
  return Object.fromEntries(resolved.filter(([, member]) => member !== noValue));
}

function intrinsic(name: string, argument: unknown, scope: Scope, where: string): unknown {
  const evaluate = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  if (!evaluate) {
    const known = Object.keys(intrinsics).join(', ');
    throw new TemplateError(where, `${name} is not supported here. Supported: ${known}.`);
  }
  return evaluate(argument, {
    scope,
    where: `${where}.${name}`,
    resolve: (value) => resolve(value, scope, `${where}.${name}`),
  });
}
