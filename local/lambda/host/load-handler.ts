import { existsSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './runtime-errors.ts';

export type Handler = (event: unknown, context: unknown) => unknown;

/**
 * Finds and loads the handler as AWS's Node.js runtime does: `dir/module.name` is the export `name` of
 * `dir/module.js`, `.mjs` or `.cjs`.
 * @throws RuntimeError, or what the module itself throws
 */
export async function loadHandler(taskRoot: string, handler: string): Promise<Handler> {
  const [, moduleName, path] = /^([^.]*)\.(.*)$/.exec(basename(handler)) ?? [];
  if (moduleName === undefined || path === undefined || handler.includes('..')) {
    throw new RuntimeError('MalformedHandlerName', `'${handler}' is not a valid handler name.`);
  }
  confineModules(taskRoot);
  const loaded = await loadModule(resolve(taskRoot, handler.slice(0, -basename(handler).length), moduleName));
  const found = path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], loaded);
  return checked(found, handler);
}

function checked(found: unknown, handler: string): Handler {
  if (found === undefined)
    throw new RuntimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw new RuntimeError('HandlerNotFound', `${handler} is not a function`);
  if (found.length >= 3) {
    throw new RuntimeError(
      'CallbackHandlerDeprecated',
      'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
        'Make the handler an async function of (event, context).',
    );
  }
  return found as Handler;
}

async function loadModule(path: string): Promise<unknown> {
  const file = ['.js', '.mjs', '.cjs'].map((extension) => path + extension).find(existsSync);
  if (!file) throw new RuntimeError('ImportModuleError', `Error: Cannot find module '${basename(path)}'`);
  try {
    return await requireOrImport(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
      throw new RuntimeError('ImportModuleError', String(error));
    }
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', String(error));
    throw error;
  }
}

async function requireOrImport(file: string): Promise<unknown> {
  if (!file.endsWith('.mjs')) {
    try {
      return createRequire(file)(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ERR_REQUIRE_ESM' && code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error;
    }
  }
  return import(pathToFileURL(file).href);
}

/**
 * Keeps `require` from finding packages above the task root, where the repository's own `node_modules` may lie:
 * what the zip lacks is missing on AWS too. Node has no public setting for it, and none at all for `import`.
 */
function confineModules(taskRoot: string): void {
  const internals = Module as unknown as { _nodeModulePaths: (from: string) => string[] };
  const original = internals._nodeModulePaths;
  const inside = join(taskRoot, '/');
  internals._nodeModulePaths = (from) => original(from).filter((path) => path.startsWith(inside));
}
