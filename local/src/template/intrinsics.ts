import { list, text } from './site.ts';
import type { Site } from './site.ts';
import { substitute } from './substitute.ts';
import { shown, TemplateError } from './template-error.ts';

type Intrinsic = (argument: unknown, site: Site) => unknown;

/** The intrinsic functions, as the CloudFormation user guide defines them. */
export const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, site) => site.scope.reference(text(argument, site, 'a logical id'), site.where),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': substitute,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': choose,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': refuseImport,
};

function getAtt(argument: unknown, site: Site): string {
  const parts = typeof argument === 'string' ? argument.split('.') : list(argument, site, 2);
  const [logicalId, ...attribute] = parts.map((part) => text(site.resolve(part), site, 'a name'));
  if (logicalId === undefined || attribute.length === 0) {
    throw new TemplateError(
      site.where,
      `expects [logical id, attribute] or "id.attribute", got ${shown(argument)}.`,
    );
  }
  return site.scope.attribute(logicalId, attribute.join('.'), site.where);
}

function join(argument: unknown, site: Site): string {
  const [delimiter, values] = list(argument, site, 2);
  const items = list(site.resolve(values), site);
  return items.map((item) => text(item, site, 'text')).join(text(delimiter, site, 'a delimiter'));
}

function select(argument: unknown, site: Site): unknown {
  const [index, values] = list(argument, site, 2);
  const items = list(site.resolve(values), site);
  const at = Number(site.resolve(index));
  if (Number.isInteger(at) && at >= 0 && at < items.length) return items[at];
  throw new TemplateError(
    site.where,
    `expects an index from 0 to ${items.length - 1}, got ${shown(site.resolve(index))}.`,
  );
}

function split(argument: unknown, site: Site): string[] {
  const [delimiter, source] = list(argument, site, 2);
  return text(site.resolve(source), site, 'text').split(text(delimiter, site, 'a delimiter'));
}

function choose(argument: unknown, site: Site): unknown {
  const [condition, then, otherwise] = list(argument, site, 3);
  const name = text(condition, site, "a condition's name");
  return site.resolve(site.scope.condition(name, site.where) ? then : otherwise);
}

function findInMap(argument: unknown, site: Site): unknown {
  const [map, top, second] = list(argument, site, 3).map((key) => text(site.resolve(key), site, 'a key'));
  const value = site.scope.mappings[map!]?.[top!]?.[second!];
  if (value === undefined) {
    throw new TemplateError(site.where, `Mappings has no ${map}.${top}.${second}.`);
  }
  return value;
}

function refuseImport(argument: unknown, site: Site): never {
  throw new TemplateError(
    site.where,
    `cannot import ${shown(argument)}: no other stack exists locally. Put the value in a parameter with a default.`,
  );
}
