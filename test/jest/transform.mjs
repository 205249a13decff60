/** How jest reads TypeScript: esbuild removes the types, file by file; the type check is a step of its own. */
import { transformSync } from 'esbuild';

export default {
  process(source, sourcefile) {
    return transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      sourcemap: 'external',
      sourcefile,
    });
  },
};
