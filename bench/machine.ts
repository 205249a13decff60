import { cpus, platform, release, totalmem } from 'node:os';

/** The machine in one line, for beside the figures. */
export function describeMachine(): string {
  const processors = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${processors.length} x ${processors[0]!.model.trim()}, ${memory}, ${platform()} ${release()}, Node ${process.versions.node}`;
}
