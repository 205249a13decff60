import { QueryError, notSupported } from '../query-error.ts';
import { checkCase, patternOf } from './regexp.ts';
import type { Pattern } from './regexp.ts';

/** The matches of a pattern in a text. */
function matchesOf(text: string, source: string): { pattern: Pattern; matches: RegExpExecArray[] } {
  const pattern = patternOf(source);
  checkCase(pattern, text);
  return { pattern, matches: [...text.matchAll(pattern.expression)] };
}

export function regexpLike(text: string, source: string): boolean {
  const pattern = patternOf(source);
  checkCase(pattern, text);
  return text.search(pattern.expression) >= 0;
}

export function regexpExtract(text: string, source: string, group: bigint): string | undefined {
  const { pattern, matches } = matchesOf(text, source);
  checkGroup(pattern, group);
  return matches[0]?.[Number(group)];
}

export function regexpExtractAll(text: string, source: string, group: bigint): (string | null)[] {
  const { pattern, matches } = matchesOf(text, source);
  checkGroup(pattern, group);
  return matches.map((match) => match[Number(group)] ?? null);
}

export function regexpReplace(text: string, source: string, replacement: string): string {
  const { pattern, matches } = matchesOf(text, source);
  const parts = replacementParts(replacement, pattern);
  let result = '';
  let end = 0;
  for (const match of matches) {
    result += text.slice(end, match.index) + parts.map((part) => part(match)).join('');
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}

export function regexpSplit(text: string, source: string): string[] {
  let end = 0;
  const parts = matchesOf(text, source).matches.map((match) => {
    const part = text.slice(end, match.index);
    end = match.index + match[0].length;
    return part;
  });
  return [...parts, text.slice(end)];
}

export const regexpCount = (text: string, source: string): bigint =>
  BigInt(matchesOf(text, source).matches.length);

/** From 1; -1 where there is no match. */
export function regexpPosition(text: string, source: string): number {
  const [match] = matchesOf(text, source).matches;
  return match ? [...text.slice(0, match.index)].length + 1 : -1;
}

function checkGroup({ groups, doubtful }: Pattern, group: bigint): void {
  if (group < 0n) throw invalid('Group cannot be negative');
  if (group > BigInt(groups)) throw invalid(`Pattern has ${groups} groups. Cannot access group ${group}`);
  if (doubtful.has(Number(group)))
    throw notSupported(
      `group ${group} of a regular expression, which repeats`,
      'Repeat within the group: ((?:a)*).',
    );
}

/** `$1`, `${name}` and characters behind a backslash. */
function replacementParts(replacement: string, pattern: Pattern): ((match: RegExpExecArray) => string)[] {
  return [...replacement.matchAll(/\\(.)|\$\{(\w+)\}|\$(\d)(?!\d)|([^\\$]+)|./gsu)].map(
    ([all, escape, name, digit, text]) => {
      if (name !== undefined) return (match) => named(match, name);
      if (digit !== undefined) {
        checkGroup(pattern, BigInt(digit));
        return (match) => match[Number(digit)] ?? '';
      }
      const plain = escape ?? text;
      if (plain !== undefined) return () => plain;
      throw notSupported(`the replacement '${replacement}' for ${all}`, 'Write $1 or ${name}.');
    },
  );
}

function named({ groups }: RegExpExecArray, name: string): string {
  if (groups && name in groups) return groups[name] ?? '';
  throw invalid(`Illegal replacement sequence: unknown group { ${name} }`);
}

const invalid = (message: string) => new QueryError('INVALID_FUNCTION_ARGUMENT', message);
