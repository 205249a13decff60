import { RuntimeError } from './runtime-errors.ts';

/** The error in place of one about a package that AWS's runtimes bring and that is not installed here. */
export function missingSdk(error: unknown): RuntimeError | undefined {
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  const [, name] = /'((?:@aws-sdk|@smithy|@aws-crypto)\/[^'/]+)/.exec(message) ?? [];
  if (name === undefined) return undefined;
  const advice = `AWS's runtime brings ${name}, but it is not installed here. Install it: npm install ${name}`;
  return new RuntimeError('ImportModuleError', `${String(error)}\n${advice}`);
}
