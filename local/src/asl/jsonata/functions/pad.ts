import { memoryExceeded } from '../limit-errors.ts';

/** No state holds a longer text. */
const maxWidth = 16_000_000;

/** JSONata's `$pad`, without an array of the padding's length. A negative width pads on the left. */
export function pad(text?: string, width?: number, character?: string): string | undefined {
  if (text === undefined || width === undefined) return text;
  const missing = Math.abs(width) - [...text].length;
  if (!(missing > 0)) return text;
  if (missing > maxWidth) throw memoryExceeded();
  const fill = character === undefined || character === '' ? ' ' : character;
  const characters = [...fill];
  const whole = fill.repeat(Math.floor(missing / characters.length));
  const padding = whole + characters.slice(0, missing % characters.length).join('');
  return width > 0 ? text + padding : padding + text;
}
