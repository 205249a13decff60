/** A Trino server and the Java that runs it. */
export interface Version {
  /** Oldest Java that it runs on. */
  java: number;
  trino: string;
}

/** Tried ones, by Java. Trino 435 is the last for Java 17; it starts on Java 25, too. */
const versions: Version[] = [{ java: 17, trino: '435' }];

/** The Java version, e.g. 17, in what `java -version` prints; 8 and older call themselves 1.8. */
export function javaVersion(printed: string): number | undefined {
  const written = /version "(\d+)/.exec(printed)?.[1];
  return written === undefined ? undefined : Number(written);
}

/**
 * The newest Trino for a Java.
 * @throws Error when it is too old for any
 */
export function versionFor(java: number): Version {
  const version = versions.findLast((candidate) => candidate.java <= java);
  if (version) return version;
  throw new Error(`Trino needs Java ${versions[0]!.java} or newer, and this is Java ${java}. Set JAVA_HOME.`);
}
