import type { SvmClass } from 'libsvm-js';

let loading: Promise<SvmClass> | undefined;

/** LIBSVM in WebAssembly, compiled once per process. */
export function loadLibsvm(): Promise<SvmClass> {
  return (loading ??= load());
}

async function load(): Promise<SvmClass> {
  const listeners = process.listeners('unhandledRejection');
  const { ready } = await import('./libsvm-ready.ts');
  // The library's Emscripten start-up code ends the process, without a word, on anybody's unhandled rejection.
  for (const listener of process.listeners('unhandledRejection')) {
    if (!listeners.includes(listener)) process.off('unhandledRejection', listener);
  }
  return ready;
}
