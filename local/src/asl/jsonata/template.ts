import type { Json } from '../host.ts';
import type { Bindings, Expression } from './expression.ts';
import { ExpressionFailure } from './expression.ts';

/** A JSON value of a definition whose texts `{% … %}` are expressions. */
export type Template =
  | { kind: 'literal'; value: Json }
  | { kind: 'expression'; expression: Expression; location: string }
  | { kind: 'array'; elements: Template[] }
  | { kind: 'object'; members: [string, Template][] };

/** A template's expression that has no value. `location` is the field's path: `Output/a[0]`. */
export class TemplateFailure extends Error {
  readonly location: string;
  constructor(expression: Expression, location: string, problem: string) {
    super(`The JSONata expression '${expression.text}' specified for the field '${location}' ${problem}`);
    this.location = location;
  }
}

/** @throws TemplateFailure */
export async function evaluateTemplate(template: Template, bindings: Bindings): Promise<Json> {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      return await evaluateExpression(template.expression, template.location, bindings);
    case 'array': {
      const elements: Json[] = [];
      for (const element of template.elements) {
        const value = valueAtHand(element, bindings);
        elements.push(value === undefined ? await evaluateTemplate(element, bindings) : value);
      }
      return elements;
    }
    case 'object': {
      const members: Record<string, Json> = {};
      for (const [name, member] of template.members) {
        const value = valueAtHand(member, bindings);
        setOwn(members, name, value === undefined ? await evaluateTemplate(member, bindings) : value);
      }
      return members;
    }
  }
}

/** The value of a template that has nothing to wait for; undefined of every other. */
function valueAtHand(template: Template, bindings: Bindings): Json | undefined {
  if (template.kind === 'literal') return template.value;
  return template.kind === 'expression' ? template.expression.lookUp(bindings) : undefined;
}

async function evaluateExpression(
  expression: Expression,
  location: string,
  bindings: Bindings,
): Promise<Json> {
  try {
    return await expression.evaluate(bindings);
  } catch (error) {
    if (error instanceof ExpressionFailure) throw new TemplateFailure(expression, location, error.message);
    throw error;
  }
}

/** Sets a member, also one by the name `__proto__`, which an assignment would take for the prototype. */
function setOwn(object: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}
