import { loadLibsvm } from '../../../functions/svr/libsvm.ts';

/**
 * LIBSVM without a line on the console: unbundled it first tries `fetch` on its file's path, which Node refuses, and
 * says so before it reads the file.
 */
export function loadLibraryQuietly() {
  Reflect.deleteProperty(globalThis, 'fetch');
  return loadLibsvm();
}
