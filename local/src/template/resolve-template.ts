import { holds } from './conditions.ts';
import type { LeftOut } from './left-out.ts';
import { parameterValues, pseudoParameters } from './parameters.ts';
import type { Place } from './place.ts';
import { resolve } from './resolve.ts';
import { identify, isServed, onlyName } from './resource-types.ts';
import type { Scope } from './scope.ts';
import type { Resource } from './stack.ts';
import { shown, TemplateError } from './template-error.ts';

/** The sections of a template that matter here. */
export interface Template {
  Parameters?: Record<string, unknown>;
  Mappings?: Scope['mappings'];
  Conditions?: Record<string, unknown>;
  Resources?: Record<string, TemplateResource>;
}

interface TemplateResource {
  Type?: string;
  Condition?: string;
  Properties?: Record<string, unknown>;
}

/** Sections that change nothing about what is created. Outputs are for other stacks, and there are none. */
const knownSections = [
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
];

/**
 * All resources that the template creates, resolved; of those that nothing here serves, the names. `DependsOn` is
 * ignored on purpose: nothing is created in steps here, so there is no order to keep.
 * @throws TemplateError
 */
export function resolveTemplate(template: Template, place: Place, leftOut: LeftOut): Resource[] {
  refuseUnknownSections(template);
  const declared = template.Resources ?? {};
  requireTypes(declared);
  const values = new Map([...parameterValues(template.Parameters ?? {}), ...pseudoParameters(place)]);
  const condition = lazily((name, where) => {
    if (!Object.hasOwn(template.Conditions ?? {}, name)) {
      throw new TemplateError(where, `there is no condition ${shown(name)}.`);
    }
    return holds(template.Conditions![name], scope, `Conditions.${name}`);
  });
  const resource = lazily((logicalId, where): Resource => {
    const { Type: type, Condition, Properties = {} } = existing(declared, logicalId, where);
    if (Condition !== undefined && !condition(Condition, `Resources.${logicalId}.Condition`)) {
      throw new TemplateError(
        where,
        `${logicalId} is not created, because its condition ${Condition} does not hold.`,
      );
    }
    // What nothing serves may hold anything: others need its identifiers alone.
    return identified(logicalId, type!, isServed(type!) ? Properties : onlyName(type!, Properties));
  });
  const identified = (logicalId: string, type: string, given: Record<string, unknown>): Resource => {
    const properties = resolve(given, scope, `Resources.${logicalId}.Properties`) as Record<string, unknown>;
    return { logicalId, type, properties, ...identify(logicalId, type, properties, place) };
  };
  const scope: Scope = {
    mappings: template.Mappings ?? {},
    condition,
    reference: (name, where) => (values.has(name) ? values.get(name) : resource(name, where).physicalId),
    attribute: (logicalId, attribute, where) => attributeOf(resource(logicalId, where), attribute, where),
  };
  const created = Object.entries(declared).filter(
    ([id, { Condition }]) => Condition === undefined || condition(Condition, `Resources.${id}.Condition`),
  );
  return created.flatMap(([logicalId, { Type: type, Properties = {} }]) => {
    if (!isServed(type!)) leftOut.countUnserved(type!);
    try {
      return [resource(logicalId, `Resources.${logicalId}`)];
    } catch (error) {
      leftOut.leaveOut(identified(logicalId, type!, onlyName(type!, Properties)), error);
      return [];
    }
  });
}

/** Computes each name once; a name that needs itself is a circular reference, as it is for CloudFormation. */
function lazily<Value>(
  compute: (name: string, where: string) => Value,
): (name: string, where: string) => Value {
  const computed = new Map<string, Value>();
  const underWay: string[] = [];
  return (name, where) => {
    if (computed.has(name)) return computed.get(name)!;
    const from = underWay.indexOf(name);
    if (from >= 0) {
      const circle = [...underWay.slice(from), name].join(' -> ');
      throw new TemplateError(
        where,
        `circular reference ${circle}. Put a fixed name in place of one of them.`,
      );
    }
    underWay.push(name);
    try {
      const value = compute(name, where);
      computed.set(name, value);
      return value;
    } finally {
      underWay.pop();
    }
  };
}

function existing(declared: Record<string, TemplateResource>, name: string, where: string): TemplateResource {
  if (Object.hasOwn(declared, name)) return declared[name]!;
  throw new TemplateError(where, `there is no parameter, pseudo parameter or resource ${shown(name)}.`);
}

function attributeOf(resource: Resource, attribute: string, where: string): string {
  if (Object.hasOwn(resource.attributes, attribute)) return resource.attributes[attribute]!;
  const known = Object.keys(resource.attributes).join(', ') || 'none';
  throw new TemplateError(
    where,
    `${resource.logicalId} (${resource.type}) has no attribute ${attribute} locally. It has: ${known}.`,
  );
}

function refuseUnknownSections(template: Template): void {
  const unknown = Object.keys(template).filter((section) => !knownSections.includes(section));
  if (unknown.length === 0) return;
  throw new TemplateError(
    unknown[0]!,
    `this section is not supported locally. Supported: ${knownSections.join(', ')}.`,
  );
}

function requireTypes(declared: Record<string, TemplateResource>): void {
  const found = Object.entries(declared).find(([, { Type }]) => typeof Type !== 'string');
  if (!found) return;
  const [logicalId, { Type }] = found;
  throw new TemplateError(
    `Resources.${logicalId}.Type`,
    `expects a type like AWS::S3::Bucket, got ${shown(Type)}.`,
  );
}
