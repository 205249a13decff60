import { invalidRequest } from './errors.ts';

/** Makes a repeated request give what the first one gave. */
export interface RequestTokens {
  /**
   * @param token undefined: every request is a new one
   * @throws InvalidRequestException when the token came with another request
   */
  once(token: string | undefined, request: object, start: () => Promise<string>): Promise<string>;
}

export function createRequestTokens(): RequestTokens {
  const known = new Map<string, { request: string; id: Promise<string> }>();
  return {
    async once(token, request, start) {
      if (token === undefined) return start();
      const text = JSON.stringify(request);
      const earlier = known.get(token);
      if (earlier && earlier.request !== text) {
        throw invalidRequest('Idempotent parameters do not match', 'IDEMPOTENT_PARAMETER_MISMATCH');
      }
      const id = earlier?.id ?? start();
      known.set(token, { request: text, id });
      id.catch(() => known.delete(token));
      return id;
    },
  };
}
