import { argumentError } from './argument-error.ts';
import { jsonataError } from './errors-of-jsonata.ts';

/** `$partition(array, size)`: chunks of the array. Without a size one chunk; no items or a size of 0 give nothing. */
export function partition(items?: unknown, size?: number): unknown[][] | undefined {
  if (items === undefined) return undefined;
  if (!Array.isArray(items)) throw jsonataError('T0412', { token: 'partition', index: 1, type: 'any' });
  if (size === undefined) return [items];
  if (Math.trunc(size) < 0) throw argumentError('Second argument must be zero or greater');
  const step = Math.trunc(size);
  if (step === 0 || items.length === 0) return undefined;
  const chunks = [];
  for (let start = 0; start < items.length; start += step) chunks.push(items.slice(start, start + step));
  return chunks;
}
