import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Installed packages stay imports; the runtime's sources become part of the bundle. */
const external = ['package.json', 'local/package.json']
  .flatMap((file) => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}/${file}`, 'utf8'));
    return Object.keys({ ...dependencies, ...devDependencies });
  })
  .filter((name) => name !== 'template-runtime');

/** How programs of Node are bundled. */
export const forNode = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['source'],
  logLevel: 'warning',
};

/** Programs that find their packages, and debuggers their sources, in the project. */
export const inProject = { ...forNode, format: 'esm', external, sourcemap: true, sourcesContent: false };
