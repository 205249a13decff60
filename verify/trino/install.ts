import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';
import { javaVersion, versionFor } from './versions.ts';
import type { Version } from './versions.ts';

/** A Trino server on this machine. */
export interface Installation {
  /** Path of the program. */
  java: string;
  version: Version;
  /** Holds `lib/`, the server's class path, and `plugin/`, its connectors. */
  directory: string;
}

const cache = join(projectRoot, 'node_modules/.cache/nocturne-trino');

/**
 * Gets the Trino for the Java at hand with Maven, once.
 * @throws Error when there is no fitting Java or no Maven, or the archives cannot be had
 */
export function install(note: (line: string) => void): Installation {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  const version = versionFor(versionOf(java));
  const directory = join(cache, version.trino);
  if (!existsSync(directory)) {
    note(`Getting Trino ${version.trino} (about 260 MB) with Maven, once …`);
    download(version, directory);
  }
  return { java, version, directory };
}

function versionOf(java: string): number {
  const { error, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const version = error ? undefined : javaVersion(stderr);
  if (version !== undefined) return version;
  throw new Error(`Trino needs a Java development kit, and ${java} is none. Install one, or set JAVA_HOME.`);
}

/** Into a folder of its own first, so that what is in the place is whole. */
function download(version: Version, directory: string): void {
  const partial = `${directory}.part`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const project = join(projectRoot, 'verify/trino/server/pom.xml');
  const settings = [`-Dtrino.version=${version.trino}`, `-Ddirectory=${partial}`];
  try {
    execFileSync('mvn', ['-q', '-B', '-f', project, ...settings, 'package'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
  } catch (cause) {
    const said = ((cause as { stdout?: string }).stdout ?? '').split('\n');
    throw new Error(
      `Trino ${version.trino} needs Maven (mvn) and io.trino:trino-main and trino-hive from the repository it is ` +
        `configured for.\n${said.slice(0, 5).join('\n')}`.trimEnd(),
      { cause },
    );
  }
  renameSync(partial, directory);
}
