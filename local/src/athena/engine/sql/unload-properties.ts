import { isSymbol, isWord, stringValue, unexpected } from './tokens.ts';
import type { Token } from './tokens.ts';

/**
 * The properties in `WITH (name = value, …)` at a statement's end: texts without their quotes, numbers, and lists,
 * `ARRAY['a', 'b']`, as they are written.
 * @throws SyntaxFailure
 */
export function propertiesOf(tokens: Token[]): Map<string, string> {
  const properties = new Map<string, string>();
  if (!isWord(tokens[0], 'WITH') || !isSymbol(tokens[1], '(')) throw unexpected(tokens[0], 'WITH (');
  for (let at = 2; ; at++) {
    const [name, equals] = tokens.slice(at, at + 2);
    if (name?.kind !== 'word') throw unexpected(name, 'a property name');
    if (!isSymbol(equals, '=')) throw unexpected(equals, '=');
    const { text, end } = valueAt(tokens, at + 2);
    properties.set(name.text.toLowerCase(), text);
    at = end;
    if (isSymbol(tokens[at], ')')) {
      if (tokens.length > at + 1) throw unexpected(tokens[at + 1], 'the end');
      return properties;
    }
    if (!isSymbol(tokens[at], ',')) throw unexpected(tokens[at], ')');
  }
}

/** @returns the place behind the value as well */
function valueAt(tokens: Token[], at: number): { text: string; end: number } {
  const token = tokens[at];
  if (token?.kind === 'string') return { text: stringValue(token), end: at + 1 };
  if (token?.kind === 'number') return { text: token.text, end: at + 1 };
  if (!isWord(token, 'ARRAY')) throw unexpected(token, 'a string, a number or an ARRAY');
  const close = tokens.findIndex((later, index) => index > at && isSymbol(later, ']'));
  if (!isSymbol(tokens[at + 1], '[') || close < 0) throw unexpected(tokens[at + 1], '[');
  const written = tokens.slice(at, close + 1).map(({ text }) => text);
  return { text: written.join(''), end: close + 1 };
}
