import { TemplateError } from '../template/index.ts';
import { wildcard } from './wildcard.ts';

/** The condition keys of a request, in lower case: their names are case-insensitive. */
export type RequestContext = Record<string, string>;

export type Condition = (context: RequestContext) => boolean;

/** Whether the request's value meets the policy's. */
type Test = (expected: string) => (actual: string) => boolean;

interface Operator {
  test: Test;
  /** Holds when no value matches, and when the key is missing. */
  negated?: true;
}

const same: Test = (expected) => (actual) => actual === expected;
const sameIgnoringCase: Test = (expected) => (actual) => actual.toLowerCase() === expected.toLowerCase();
const like: Test = (expected) => wildcard(expected);

/** The operators of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: Record<string, Operator> = {
  ArnEquals: { test: arnLike },
  ArnLike: { test: arnLike },
  ArnNotEquals: { test: arnLike, negated: true },
  ArnNotLike: { test: arnLike, negated: true },
  Bool: { test: sameIgnoringCase },
  StringEquals: { test: same },
  StringEqualsIgnoreCase: { test: sameIgnoringCase },
  StringLike: { test: like },
  StringNotEquals: { test: same, negated: true },
  StringNotEqualsIgnoreCase: { test: sameIgnoringCase, negated: true },
  StringNotLike: { test: like, negated: true },
};

/** Global keys that every local request has; see `requestContext`. */
const globalKeys = ['aws:principalaccount', 'aws:principalarn', 'aws:requestedregion', 'aws:securetransport'];

/** Global keys that a role's own requests lack on AWS too. */
const absentKeys = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid'];

/**
 * A statement's Condition as one test: every operator and key must hold, any of a key's values suffices.
 * @throws TemplateError for operators and global keys that the local runtime does not know
 */
export function compileCondition(block: unknown, where: string): Condition {
  const tests = Object.entries(block ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys as Record<string, unknown>).map(([key, values]) =>
      compileKey(operator, key, values, `${where}.${operator}.${key}`),
    ),
  );
  return (context) => tests.every((test) => test(context));
}

function compileKey(operatorName: string, key: string, values: unknown, where: string): Condition {
  const name = key.toLowerCase();
  if (name.startsWith('aws:') && ![...globalKeys, ...absentKeys].includes(name)) {
    throw new TemplateError(
      where,
      `the local runtime does not know this condition key. It has: ${globalKeys.join(', ')}.`,
    );
  }
  const expected = asList(values, where);
  if (operatorName === 'Null') return (context) => expected.includes(String(context[name] === undefined));
  const ifExists = operatorName.endsWith('IfExists');
  const operator = operators[ifExists ? operatorName.slice(0, -'IfExists'.length) : operatorName];
  if (!operator) {
    const known = Object.keys(operators).join(', ');
    throw new TemplateError(
      where,
      `this condition operator is not supported locally. Supported: ${known}, Null.`,
    );
  }
  const tests = expected.map(operator.test);
  return (context) => {
    const actual = context[name];
    if (actual === undefined) return ifExists || operator.negated === true;
    return tests.some((test) => test(actual)) !== (operator.negated === true);
  };
}

function asList(values: unknown, where: string): string[] {
  return (Array.isArray(values) ? values : [values]).map((value: unknown) => {
    if (!['string', 'boolean', 'number'].includes(typeof value) || String(value).includes('${')) {
      throw new TemplateError(
        where,
        `expects text, got ${JSON.stringify(value)}; policy variables are not supported.`,
      );
    }
    return String(value);
  });
}

/** ARNs are compared part by part, so that a wildcard never crosses one of the first five colons. */
function arnLike(expected: string): (actual: string) => boolean {
  const tests = arnParts(expected).map((part) => wildcard(part));
  return (actual) => {
    const parts = arnParts(actual);
    return parts.length === tests.length && tests.every((test, i) => test(parts[i]!));
  };
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
