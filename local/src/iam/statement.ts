import { TemplateError } from '../template/index.ts';
import { compileCondition } from './conditions.ts';
import type { Condition, RequestContext } from './conditions.ts';
import { wildcard } from './wildcard.ts';

/** One permission asked for, as statements see it. */
export interface Request {
  action: string;
  resource: string;
  context: RequestContext;
}

/** A statement of a policy, ready to decide. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  /** Whether action, resource and conditions match. */
  applies(request: Request): boolean;
  /** As written; only policies of resources have one. */
  principal: unknown;
  /** Each of its actions on each of its resources. */
  rights: (Right & { covers(request: Request): boolean })[];
}

/** An action and a resource as a statement has them, wildcards included. */
export interface Right {
  /** e.g. `s3:Get*`; all of a NotAction in one, as `not s3:Put*, s3:Delete*` */
  action: string;
  resource: string;
}

const members = [
  'Action',
  'Condition',
  'Effect',
  'NotAction',
  'NotResource',
  'Principal',
  'Resource',
  'Sid',
] as const;

type StatementSource = Partial<Record<(typeof members)[number], unknown>>;

/**
 * The statements of a policy document.
 * @param where path of the document in the template
 * @throws TemplateError for anything that would not be decided as AWS decides it
 */
export function compilePolicy(document: unknown, where: string): Statement[] {
  const source = (document as { Statement?: unknown } | undefined)?.Statement;
  if (typeof source !== 'object' || source === null) {
    throw new TemplateError(where, 'a policy document must have a Statement.');
  }
  const statements = Array.isArray(source) ? (source as unknown[]) : [source];
  return statements.map((statement, i) => compile(statement as StatementSource, `${where}.Statement[${i}]`));
}

function compile(source: StatementSource, where: string): Statement {
  const unknown = Object.keys(source).filter((member) => !(members as readonly string[]).includes(member));
  if (unknown.length > 0)
    throw new TemplateError(`${where}.${unknown[0]}`, 'is not supported in a statement locally.');
  const effect = source.Effect;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new TemplateError(`${where}.Effect`, `must be Allow or Deny, got ${JSON.stringify(effect)}.`);
  }
  const actions = matchers(source, 'Action', 'NotAction', where, 'i');
  const resources = matchers(source, 'Resource', 'NotResource', where, '');
  const condition: Condition = compileCondition(source.Condition, `${where}.Condition`);
  return {
    effect,
    principal: source.Principal,
    applies: (request) =>
      actions.some(({ matches }) => matches(request.action)) &&
      resources.some(({ matches }) => matches(request.resource)) &&
      condition(request.context),
    rights: actions.flatMap((action) =>
      resources.map((resource) => ({
        action: action.text,
        resource: resource.text,
        covers: (request: Request) => action.matches(request.action) && resource.matches(request.resource),
      })),
    ),
  };
}

interface Matcher {
  text: string;
  matches: (text: string) => boolean;
}

function matchers(
  source: StatementSource,
  positive: 'Action' | 'Resource',
  negative: 'NotAction' | 'NotResource',
  where: string,
  flags: string,
): Matcher[] {
  if ((source[positive] === undefined) === (source[negative] === undefined)) {
    throw new TemplateError(where, `must have one of ${positive} and ${negative}.`);
  }
  const name = source[positive] === undefined ? negative : positive;
  const each = patterns(source[name], `${where}.${name}`).map((text) => ({
    text,
    matches: wildcard(text, flags),
  }));
  if (name === positive) return each;
  const text = `not ${each.map((one) => one.text).join(', ')}`;
  return [{ text, matches: (asked) => !each.some(({ matches }) => matches(asked)) }];
}

function patterns(value: unknown, where: string): string[] {
  const list = (Array.isArray(value) ? value : [value]) as unknown[];
  return list.map((pattern) => {
    if (typeof pattern === 'string' && !pattern.includes('${')) return pattern;
    throw new TemplateError(
      where,
      `expects text, got ${JSON.stringify(pattern)}; policy variables are not supported.`,
    );
  });
}

/** The statements that apply to a request. */
export function applying(statements: Statement[], request: Request): Statement[] {
  return statements.filter((statement) => statement.applies(request));
}

/** What the statements that apply say: an explicit Deny wins over every Allow. */
export function effectOf(statements: Statement[]): 'Allow' | 'Deny' | undefined {
  if (statements.some(({ effect }) => effect === 'Deny')) return 'Deny';
  return statements[0]?.effect;
}
