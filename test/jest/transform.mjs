/** How jest reads TypeScript: esbuild removes the types, file by file; the type check is a step of its own. */
import { transformSync } from 'esbuild';

const options = { loader: 'ts', format: 'esm', target: 'node20' };

export default {
  // The map is inline: debuggers look for it there, and so does jest.
  process: (source, sourcefile) =>
    transformSync(source, { ...options, sourcefile, sourcemap: 'inline', sourcesContent: false }),
};
