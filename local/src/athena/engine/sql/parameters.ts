import { QueryError, notSupported } from '../query-error.ts';
import { tree } from './tree.ts';
import { isSymbol, isWord, tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

/**
 * Puts the execution parameters in the place of a query's `?`. They are SQL text, each one literal.
 * @throws QueryError when there are more or fewer than `?`, or one is no literal
 */
export function withParameters(sql: string, tokens: Token[], parameters: string[]): string {
  const places = tokens.filter((token) => isSymbol(token, '?'));
  if (places.length !== parameters.length) {
    throw new QueryError(
      'INVALID_PARAMETER_USAGE',
      `Incorrect number of parameters: expected ${places.length} but found ${parameters.length}`,
    );
  }
  let text = '';
  let end = 0;
  places.forEach((place, index) => {
    text += `${sql.slice(end, place.start)} ${literalText(parameters[index]!, index)} `;
    end = place.end;
  });
  return text + sql.slice(end);
}

function literalText(parameter: string, index: number): string {
  const tokens = tokenize(parameter);
  if (isLiteral(tokens)) return tokens.map((token) => token.text).join(' ');
  throw new QueryError(
    'INVALID_PARAMETER_USAGE',
    `Execution parameter ${index + 1} must be one literal, such as 1.5 or 'text' with its quotes, and not ${parameter}.`,
  );
}

function isLiteral(tokens: Token[]): boolean {
  const [first, second] = tokens;
  if (tokens.length === 1) {
    const constant = ['TRUE', 'FALSE', 'NULL'].some((word) => isWord(first, word));
    return constant || first!.kind === 'string' || first!.kind === 'number';
  }
  if (tokens.length !== 2) return false;
  if (isSymbol(first, '-')) return second!.kind === 'number';
  return ['DATE', 'TIMESTAMP'].some((word) => isWord(first, word)) && second!.kind === 'string';
}

/**
 * Athena takes `?` in WHERE only.
 * @param node a statement's tree
 * @throws QueryError NOT_SUPPORTED
 */
export function checkPlaces(node: unknown, inWhere = false): void {
  if (Array.isArray(node)) node.forEach((element) => checkPlaces(element, inWhere));
  if (node === null || typeof node !== 'object' || Array.isArray(node)) return;
  const { kind, members } = Object.keys(node).length ? tree(node) : { kind: '', members: {} };
  if (kind === 'placeholder' && !inWhere) {
    throw notSupported(
      'a parameter (?) outside WHERE',
      "Neither does Athena: compare a column's value in WHERE.",
    );
  }
  for (const [name, member] of Object.entries(kind === 'select' ? members : node)) {
    checkPlaces(member, name === 'where_clause' || (kind !== 'select' && inWhere));
  }
}
