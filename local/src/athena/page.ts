import { invalidRequest } from './errors.ts';

/** AWS's largest page of its lists, and the size of one when none is asked for. */
const maxResults = 50;

/**
 * One page of a list; the token names the last entry shown, so that entries added in front shift nothing.
 * @throws InvalidRequestException for a size or token that is none
 */
export function page<T>(
  all: T[],
  nameOf: (entry: T) => string,
  size = maxResults,
  token?: string,
): { items: T[]; next?: string } {
  if (!Number.isInteger(size) || size < 1 || size > maxResults) {
    throw invalidRequest(`MaxResults must be from 1 to ${maxResults}, and not ${JSON.stringify(size)}`);
  }
  const shown = token === undefined ? 0 : all.findIndex((entry) => nameOf(entry) === token) + 1;
  if (token !== undefined && shown === 0) {
    throw invalidRequest(`NextToken ${JSON.stringify(token)} is not one that a call returned`);
  }
  const items = all.slice(shown, shown + size);
  return { items, next: shown + size < all.length ? nameOf(items.at(-1)!) : undefined };
}
