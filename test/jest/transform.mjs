/**
 * How jest reads TypeScript: esbuild removes the types, file by file; the type check is a step of its own.
 * A test file's globals are properties that Node looks up by a handler in C++ each time, which made numeric code 20 times
 * as slow: so each module takes the language's own ones as constants once. Not Date and timers, which tests replace.
 */
import { transformSync } from 'esbuild';
import './end-worker.mjs';

const globals = [
  ...[
    'Array',
    'Boolean',
    'Infinity',
    'JSON',
    'Map',
    'Math',
    'NaN',
    'Number',
    'Object',
    'Set',
    'String',
    'Symbol',
  ],
  ...['BigInt', 'DataView', 'Error', 'RegExp', 'WeakMap', 'isNaN', 'parseFloat', 'parseInt'],
  ...['Float32Array', 'Float64Array', 'Int8Array', 'Int16Array', 'Int32Array', 'BigInt64Array'],
  ...['Uint8Array', 'Uint16Array', 'Uint32Array', 'BigUint64Array'],
];
const local = (name) => `__${name}`;

const options = {
  target: 'node20.19',
  // The map is inline: debuggers look for it there, and so does jest.
  sourcemap: 'inline',
  sourcesContent: false,
  define: Object.fromEntries(globals.map((name) => [name, local(name)])),
  banner: `const { ${globals.map((name) => `${name}: ${local(name)}`).join(', ')} } = globalThis;`,
};

export default {
  process: (source, sourcefile) =>
    transformSync(source, { ...options, sourcefile, loader: sourcefile.endsWith('.ts') ? 'ts' : 'js' }),
};
