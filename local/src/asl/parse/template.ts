import { Expression } from '../jsonata/expression.ts';
import type { Template } from '../jsonata/template.ts';
import type { Json } from '../host.ts';
import { typeName } from '../value.ts';
import type { Value, ValueType } from '../value.ts';
import { checkReferences } from './check-references.ts';
import { refuse, refuseExpression, within } from './place.ts';
import type { Place, SometimesMember } from './place.ts';
import { refuseType } from './readers.ts';
import type { Reader } from './readers.ts';
import { stringify } from '../json/index.ts';

/** Any JSON value; its texts `{% … %}` become expressions. */
export const template: Reader<Template> = (value, place) => {
  if (value === undefined) refuseType(value, place, 'a JSON value');
  return read(value as Json, place);
};

/** What this reader reads, with expressions that may read this member of `$states` as well. */
export function reading<T>(member: SometimesMember, reader: Reader<T>): Reader<T> {
  return (value, place) => reader(value, { ...place, members: [member] });
}

/** A value of one type, or one expression that gives it. */
export function valueOf<T extends Json>(type: ValueType<T>): Reader<Value<T>> {
  return (value, place) => {
    const parsed = template(value, place);
    if (parsed.kind === 'literal') checkLiteral(parsed.value, type, place);
    return { template: parsed, type, field: place.field };
  };
}

function checkLiteral<T extends Json>(value: Json, type: ValueType<T>, place: Place): void {
  if (!type.accepts(value)) {
    refuse(
      place,
      `expected ${type.name} or a JSONata expression, got ${typeName(value)} ${stringify(value)}.`,
    );
  }
  const problem = type.problem?.(value, place.field);
  if (problem !== undefined) refuse(place, `${problem}.`);
}

function read(value: Json, place: Place): Template {
  if (typeof value === 'string') return readText(value, place);
  if (typeof value !== 'object' || value === null) return { kind: 'literal', value };
  if (Array.isArray(value)) {
    const elements = value.map((element, index) => read(element, within(place, index)));
    return elements.every(isLiteral) ? { kind: 'literal', value } : { kind: 'array', elements };
  }
  const members = Object.entries(value).map(([name, member]): [string, Template] => [
    name,
    read(member, within(place, name)),
  ]);
  return members.every(([, member]) => isLiteral(member))
    ? { kind: 'literal', value }
    : { kind: 'object', members };
}

function isLiteral(template: Template): boolean {
  return template.kind === 'literal';
}

/** The machines of a service say much alike, and compiling is most of what loading them takes. */
const compiled = new Map<string, Expression>();
const mostCompiled = 1000;

function expressionOf(text: string): Expression {
  const known = compiled.get(text);
  if (known) return known;
  const expression = new Expression(text);
  if (compiled.size === mostCompiled) compiled.clear();
  compiled.set(text, expression);
  return expression;
}

const opening = '{%';
const closing = '%}';

/**
 * An expression begins with `{%` and ends with `%}` exactly. AWS refuses a text that has only one of them, and takes one
 * with white space on both sides as it is (recorded): https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
function readText(value: string, place: Place): Template {
  const opens = value.startsWith(opening);
  const closes = value.endsWith(closing);
  if (!opens && !closes) return { kind: 'literal', value };
  if (!opens || !closes || value.length < opening.length + closing.length) refuseDelimiters(value, place);
  return readExpression(value.slice(opening.length, -closing.length).trim(), place);
}

function refuseDelimiters(value: string, place: Place): never {
  const message = `A JSONata expression must begin with ${opening} and end with ${closing}, with nothing before or after`;
  refuseExpression(place, { code: 'INVALID_JSONATA_EXPRESSION', message }, `got ${stringify(value)}`);
}

function readExpression(text: string, place: Place): Template {
  const expression = compile(text, place);
  checkReferences(expression.references, place);
  return { kind: 'expression', expression, location: place.field };
}

function compile(text: string, place: Place): Expression {
  try {
    return expressionOf(text);
  } catch (error) {
    const { message } = error as { message: string };
    const advice = `this is not a JSONata 2.0.6 expression: ${text}`;
    refuseExpression(place, { code: 'INVALID_JSONATA_EXPRESSION', message }, advice);
  }
}
