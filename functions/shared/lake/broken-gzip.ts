/** Whether a file's gzip breaks off or is damaged: zlib's own codes, https://nodejs.org/api/zlib.html#constants */
export function isBrokenGzip(error: unknown): error is Error {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR';
}
