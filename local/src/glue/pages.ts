import { glueError } from './errors.ts';

/**
 * One page of a list; the token is the index of the next page's first element.
 * @throws InvalidInputException for a token that no call returned
 */
export function page<T>(
  all: T[],
  token: string | undefined,
  size: number,
): { items: T[]; NextToken?: string } {
  const start = Number(token ?? 0);
  if (!Number.isInteger(start) || start < 0) {
    throw glueError('InvalidInputException', `NextToken ${token} is not one that a call returned.`);
  }
  const end = start + size;
  return { items: all.slice(start, end), NextToken: end < all.length ? String(end) : undefined };
}
