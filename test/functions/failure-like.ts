/** What `toThrow` compares with: an error of this name whose message matches. */
export function failureLike(name: string, message: RegExp): Error {
  return expect.objectContaining({ name, message: expect.stringMatching(message) as string }) as Error;
}
