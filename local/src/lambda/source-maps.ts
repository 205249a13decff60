import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Puts the source maps that packaged code names, and that stayed behind in the service's own directory, where the code
 * will look for them, so that stack traces tell lines of the sources. A map is left out where the code was built anew.
 * @param files the packaged files by their paths
 * @param directory where they were extracted
 */
export async function addSourceMaps(
  files: [string, Uint8Array][],
  directory: string,
  project: string,
): Promise<void> {
  for (const [name, code] of files) {
    const map = mapOf(name, code);
    if (map === undefined || files.some(([other]) => other === map)) continue;
    const built = await readFile(join(project, name)).catch(() => undefined);
    const text = await readFile(join(project, map), 'utf8').catch(() => undefined);
    if (text === undefined || !built?.equals(code)) continue;
    await mkdir(dirname(join(directory, map)), { recursive: true });
    await writeFile(join(directory, map), withSourcesIn(text, resolve(project, dirname(map))));
  }
}

/** The map that a script's last line names, if it is a file below the directory of the whole. */
function mapOf(name: string, code: Uint8Array): string | undefined {
  if (!/\.[cm]?js$/.test(name)) return undefined;
  const end = Buffer.from(code.subarray(-300)).toString();
  const [, url] = /\n\/\/# sourceMappingURL=([\w./-]+)\s*$/.exec(end) ?? [];
  const map = url && posix.normalize(posix.join(posix.dirname(name), url));
  return map && !/^(\.\.)?\//.test(map) ? map : undefined;
}

function withSourcesIn(text: string, directory: string): string {
  const map = JSON.parse(text) as { sources: string[] };
  const sources = map.sources.map((source) => pathToFileURL(resolve(directory, source)).href);
  return JSON.stringify({ ...map, sources });
}
