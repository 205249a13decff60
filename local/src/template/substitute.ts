import { text } from './site.ts';
import type { Site } from './site.ts';
import { shown, TemplateError } from './template-error.ts';

const variable = /\$\{([^}]*)\}/g;

/**
 * `Fn::Sub`, both forms. Values go into the text as they are, also into JSON: that is what CloudFormation does.
 * @throws TemplateError
 */
export function substitute(argument: unknown, site: Site): string {
  const [source, given] = parts(argument, site);
  return source.replace(variable, (_match, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    return text(lookup(name.trim(), given, site), site, `text for \${${name}}`);
  });
}

function parts(argument: unknown, site: Site): [string, Record<string, unknown>] {
  const [source, given] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
  if (typeof source !== 'string' || typeof given !== 'object' || given === null) {
    throw new TemplateError(site.where, `expects text or [text, variables], got ${shown(argument)}.`);
  }
  return [source, given as Record<string, unknown>];
}

function lookup(name: string, given: Record<string, unknown>, site: Site): unknown {
  if (Object.hasOwn(given, name)) return site.resolve(given[name]);
  const dot = name.indexOf('.');
  if (dot < 0) return site.scope.reference(name, site.where);
  return site.scope.attribute(name.slice(0, dot), name.slice(dot + 1), site.where);
}
