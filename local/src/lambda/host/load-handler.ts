import { existsSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { knowsCallbacks } from './handler.ts';
import type { Handler } from './handler.ts';
import { missingSdk } from './missing-sdk.ts';
import { RuntimeError } from './runtime-errors.ts';

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
  return checked(find(path, loaded), handler);
}

/** From Node.js 24 on, a default export is looked into too. */
function find(path: string, loaded: unknown): unknown {
  const within = (start: unknown) =>
    path.split('.').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], start);
  if (knowsCallbacks()) return within(loaded);
  return within(loaded) ?? within((loaded as { default?: unknown }).default);
}

function checked(found: unknown, handler: string): Handler {
  if (found === undefined)
    throw new RuntimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw new RuntimeError('HandlerNotFound', `${handler} is not a function`);
  return found as Handler;
}

async function loadModule(path: string): Promise<unknown> {
  const file = ['.js', '.mjs', '.cjs'].map((extension) => path + extension).find(existsSync);
  if (!file) throw new RuntimeError('ImportModuleError', `Error: Cannot find module '${basename(path)}'`);
  try {
    return await requireOrImport(file);
  } catch (error) {
    throw loadingError(error);
  }
}

/** An import that finds nothing is on AWS the error that it throws, only `require` gets a name of the runtime's. */
function loadingError(error: unknown): unknown {
  const missing = missingSdk(error);
  if (missing) return missing;
  if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND')
    return new RuntimeError('ImportModuleError', String(error));
  return error instanceof SyntaxError ? new RuntimeError('UserCodeSyntaxError', String(error)) : error;
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
 * Keeps the function's `require` from finding packages above its code, where the repository's own `node_modules` may
 * lie: what the zip and the runtime lack is missing on AWS too. Node has no public setting for it, and none at all for
 * `import`.
 */
function confineModules(taskRoot: string): void {
  const internals = Module as unknown as { _nodeModulePaths: (from: string) => string[] };
  const original = internals._nodeModulePaths;
  const inside = join(taskRoot, '/');
  const ofRuntime = resolve(taskRoot, '..', 'node_modules');
  internals._nodeModulePaths = (from) =>
    join(from, '/').startsWith(inside)
      ? original(from).filter((path) => path.startsWith(inside) || path === ofRuntime)
      : original(from);
}
