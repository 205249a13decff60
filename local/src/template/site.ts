import { noValue } from './scope.ts';
import type { Scope } from './scope.ts';
import { shown, TemplateError } from './template-error.ts';

/** Where an intrinsic function stands. */
export interface Site {
  scope: Scope;
  where: string;
  /** Evaluates an argument. */
  resolve(value: unknown): unknown;
}

/** The argument if it is a list, of that length if one is given. */
export function list(value: unknown, site: Site, length?: number): unknown[] {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  const size = length === undefined ? 'a list' : `a list of ${length}`;
  throw new TemplateError(site.where, `expects ${size}, got ${shown(value)}.`);
}

/** Text, or what CloudFormation turns into text. */
export function text(value: unknown, site: Site, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(
    site.where,
    `expects ${what}, got ${value === noValue ? 'AWS::NoValue' : shown(value)}.`,
  );
}
