import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';

const notOurs = new Set(['node_modules', 'build', 'dist', 'coverage']);

/** The folders of a folder that hold files, but for what is installed, built or hidden. */
export function foldersIn(folder: string): string[] {
  return readdirSync(posix.join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notOurs.has(entry.name) && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) => filesBelow(posix.join(folder, name)).length > 0);
}

function filesBelow(folder: string): string[] {
  return readdirSync(posix.join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return notOurs.has(entry.name) ? [] : filesBelow(path);
  });
}

const imports = /(?:\bfrom\s+|\bimport\(\s*|\bimport\s+|\brequire\()'([^']+)'/g;

/** The arrows between the folders of a folder, `a --> b`, as their files import each other; without those of `except`. */
export function arrowsWithin(folder: string, except: string[]): string[] {
  const rooms = foldersIn(folder).filter((room) => !except.includes(room));
  const roomOf = (path: string) => {
    const [room = '', ...rest] = posix.relative(folder === '' ? '.' : folder, path).split('/');
    return rest.length > 0 && rooms.includes(room) ? room : undefined;
  };
  const arrows = rooms.flatMap((room) =>
    filesBelow(posix.join(folder, room))
      .filter((file) => /\.(ts|mjs|cjs)$/.test(file) && !isTest(file))
      .flatMap((file) => importedBy(file).map(roomOf))
      .filter((target) => target !== undefined && target !== room)
      .map((target) => `${room} --> ${target!}`),
  );
  return [...new Set(arrows)].sort();
}

const isTest = (file: string) => file.startsWith('local/test/');

/** Paths of the files that a file imports, of the runtime's package one within it. */
function importedBy(file: string): string[] {
  const text = readFileSync(posix.join(projectRoot, file), 'utf8');
  return [...text.matchAll(imports)].flatMap(([, name = '']) => {
    if (name.startsWith('template-runtime')) return ['local/src'];
    return name.startsWith('.') ? [posix.join(posix.dirname(file), name)] : [];
  });
}
