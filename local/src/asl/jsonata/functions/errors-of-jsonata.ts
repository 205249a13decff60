/** An error of JSONata's catalogue; JSONata fills in its message. */
export function jsonataError(code: string, members: object = {}): Error {
  return Object.assign(new Error(code), { code, ...members });
}

/** An argument that is not of the type that the function takes. */
export function wrongArgument(token: string, index: number): Error {
  return jsonataError('T0410', { token, index });
}
