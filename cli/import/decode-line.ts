import type { RowProblem } from './check-row.ts';

/** The text of a line, or what keeps it from being one. */
export interface DecodedLine {
  text?: string;
  problem?: RowProblem;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Decodes a line without its line feed; a carriage return before that and a byte order mark fall away. */
export function decodeLine(bytes: Buffer): DecodedLine {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return refused('must be UTF-8, but holds other bytes: save the file as UTF-8');
  }
  if (text.startsWith('\ufeff')) return refused('must have one byte order mark at most, but has two');
  if (text.endsWith('\r')) text = text.slice(0, -1);
  if (text.includes('\0')) return refused('must be text, but holds NUL bytes');
  // Athena would end the row there.
  if (text.includes('\r')) return refused(`must not hold a carriage return inside${hintFor(text)}`);
  return { text };
}

function hintFor(text: string): string {
  if (text.endsWith('\r')) return ': its line ends are doubled, carriage return twice and line feed';
  return ': lines end in a line feed, with a carriage return before it or not, never in a carriage return alone';
}

const refused = (text: string): DecodedLine => ({ problem: { text } });
