import { constraintViolated, invalidToken } from '../errors.ts';

const defaultPage = 100;
const largestPage = 1000;

/** How many entries a page holds; 0 asks for the default. @throws ServiceError ValidationException */
export function pageSize(maxResults: number | undefined): number {
  if (maxResults === undefined || maxResults === 0) return defaultPage;
  if (maxResults < 0) {
    throw constraintViolated('maxResults', maxResults, 'Member must have value greater than or equal to 0');
  }
  if (maxResults > largestPage) {
    throw constraintViolated(
      'maxResults',
      maxResults,
      `Member must have value less than or equal to ${largestPage}`,
    );
  }
  return maxResults;
}

export function encodeToken(position: string | number): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws ServiceError InvalidToken when the token is none of ours, or of another operation. */
export function decodeToken<T extends 'string' | 'number'>(
  token: string,
  type: T,
): T extends 'string' ? string : number {
  try {
    const position: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (typeof position === type) return position as T extends 'string' ? string : number;
  } catch {
    // Falls through: a token that cannot be read is as wrong as one of another type.
  }
  throw invalidToken();
}

/** One page of a list, in which `nextToken` names the last entry shown, so entries added meanwhile shift nothing. */
export function pageByName<Entry>(
  entries: Entry[],
  nameOf: (entry: Entry) => string,
  maxResults: number | undefined,
  nextToken: string | undefined,
): { entries: Entry[]; nextToken?: string } {
  const size = pageSize(maxResults);
  let start = 0;
  if (nextToken !== undefined) {
    const last = decodeToken(nextToken, 'string');
    start = entries.findIndex((entry) => nameOf(entry) === last) + 1;
    if (start === 0) throw invalidToken();
  }
  const page = entries.slice(start, start + size);
  const more = start + size < entries.length;
  return { entries: page, nextToken: more ? encodeToken(nameOf(page.at(-1)!)) : undefined };
}
