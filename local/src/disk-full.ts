const codes = ['ENOSPC', 'EDQUOT'];

/** Says where a full disk stopped the writing; undefined for any other error. What writes to an open file knows no path. */
export function describeFullDisk(error: unknown, elsewhere: string): string | undefined {
  const { code = '', path } = (error ?? {}) as NodeJS.ErrnoException;
  return codes.includes(code) ? fullDisk(path ?? elsewhere) : undefined;
}

export const fullDisk = (path: string): string => `The disk is full: nothing more can be written to ${path}.`;
