import { jsonataError } from './errors-of-jsonata.ts';
import { numberText } from './number-text.ts';

/** `$string(value, prettify)`, and what `&` makes of its operands. */
export function string(value: unknown, prettify = false): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (isFunction(value)) return '';
  if (typeof value === 'number' && !Number.isFinite(value)) throw jsonataError('D3001', { value });
  return textOf(value, prettify ? '\n' : '');
}

function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    ('_jsonata_function' in value || '_jsonata_lambda' in value)
  );
}

/** @param line what begins a line: a line feed and the indentation, or nothing for a text on one line */
function textOf(value: unknown, line: string): string {
  if (typeof value === 'string') return quoted(value);
  if (isFunction(value)) return '""';
  if (typeof value === 'number' || typeof value === 'bigint') return finite(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return 'null';
  const inner = line && `${line}  `;
  if (Array.isArray(value))
    return enclosed(
      '[]',
      value.map((element: unknown) => textOf(element, inner)),
      line,
    );
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const colon = line ? ': ' : ':';
  return enclosed(
    '{}',
    members.map(([name, member]) => quoted(name) + colon + textOf(member, inner)),
    line,
  );
}

function finite(value: number | bigint): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw jsonataError('D1001', { value });
  return numberText(value);
}

function enclosed([open, close]: string, parts: string[], line: string): string {
  if (parts.length === 0 || line === '') return `${open}${parts.join(',')}${close}`;
  return `${open}${line}  ${parts.join(`,${line}  `)}${line}${close}`;
}

const escapes: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** AWS escapes these characters alone; other control characters stay as they are. */
function quoted(text: string): string {
  return `"${text.replace(/["\\\b\f\n\r\t]/g, (character) => escapes[character]!)}"`;
}
