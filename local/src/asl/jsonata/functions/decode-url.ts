import { argumentError } from './argument-error.ts';
import { jsonataError } from './errors-of-jsonata.ts';

const malformed = /%(?![0-9A-Fa-f]{2})/;

/** `$decodeUrlComponent(text)`: `+` is a space, and bytes that are not UTF-8 become U+FFFD. */
export function decodeUrlComponent(text?: string): string | undefined {
  if (text === undefined) return undefined;
  if (malformed.test(text)) throw jsonataError('D3140', { value: text, functionName: 'decodeUrlComponent' });
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (escaped) =>
      Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'),
    );
}

/** `$decodeUrl(text)` where JSONata and Java must agree; what AWS makes of a `+` was not measured. */
export function decodeUrl(text?: string): string | undefined {
  if (text === undefined) return undefined;
  if (text.includes('+'))
    throw argumentError('$decodeUrl() of a text with + is not supported locally; use $decodeUrlComponent()');
  try {
    return decodeURI(text);
  } catch {
    throw jsonataError('D3140', { value: text, functionName: 'decodeUrl' });
  }
}
