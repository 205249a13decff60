/**
 * The promise that libsvm-js exports. It stands in a module of its own, to be imported dynamically: esbuild turns the
 * dynamic import of a CommonJS promise into an object that has a `then` but is no promise.
 */
export { default as ready } from 'libsvm-js';
