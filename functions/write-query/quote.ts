import { Failure } from '../../kernels/failure.ts';

/**
 * A name as an identifier of Athena's SQL, whatever it holds.
 * @throws Failure UnknownColumn for a name with braces, which a later marker might be taken for
 */
export function quoted(name: string): string {
  if (/[{}]/.test(name)) {
    throw new Failure('UnknownColumn', `${name} cannot be read: a name may not hold { or }. Make a view.`);
  }
  return `"${name.replaceAll('"', '""')}"`;
}
