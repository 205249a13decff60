/** The code with which AWS's own functions refuse an argument (D3137, as `$error` does). */
export function argumentError(message: string): Error {
  return Object.assign(new Error(message), { code: 'D3137' });
}
