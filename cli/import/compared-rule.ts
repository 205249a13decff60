import { isMissingWord } from './missing-words.ts';
import type { Rule } from './rule.ts';

/** Blanks and characters that nobody sees, as the one of no width, at a text's ends. */
const edges = /^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u;

/** What is compared must be the same text wherever it is the same thing. */
export function comparedRule({ holds, detail }: Rule, filled: boolean): Rule {
  const isBare = (text: string) => !edges.test(text) && !isMissingWord(text) && !(filled && text === '');
  return {
    expected: filled ? 'a text that is not empty' : 'a text',
    holds: (value) => holds(value) && isBare(value as string),
    detail: (value) =>
      detail?.(value) ?? (typeof value === 'string' ? comparedDetail(value, filled) : undefined),
  };
}

function comparedDetail(text: string, filled: boolean): string | undefined {
  if (text === '') return undefined;
  if (edges.test(text)) return `${JSON.stringify(text)}, with blanks around it, seen or not`;
  const remedy = filled ? '' : ': leave it empty';
  return `${JSON.stringify(text)}, which programs write where there is none${remedy}`;
}
