import { spawn } from 'node:child_process';
import type { SpawnOptionsWithoutStdio } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** A process as a whole. */
export interface Measured {
  seconds: number;
  peakMemory: number | null;
  stdout: string;
}

/** A side of a comparison. */
export interface Side {
  seconds: number;
  peakMemory: number | null;
  answer?: string;
}

/**
 * Runs a command to its end. Memory is what the operating system counts (Linux's /proc; null elsewhere), asked every
 * 10 ms: `peakMemory` is the largest sum of resident memory over the process and everything below it, in MiB.
 * @throws with the end of what the command said, if it fails
 */
export async function measure(
  command: string,
  args: string[],
  options: SpawnOptionsWithoutStdio = {},
): Promise<Measured> {
  const began = performance.now();
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, peakBytes(String(child.pid)))), 10);
  const status = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  ).finally(() => clearInterval(sampling));
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr().slice(-2000)}`);
  return { seconds, peakMemory: peak === 0 ? null : peak / 2 ** 20, stdout: stdout() };
}

/**
 * Measures two commands in turn, so that a drift of the machine's speed meets both.
 * @param runs of each, at least 1
 * @param ours, peer functions that each resolve to a `measure`, with an `answer` to compare besides
 * @returns the figures' common fields, and both sides' last answers
 */
export async function sideBySide<Ours extends Side, Peer extends Side>(
  runs: number,
  ours: () => Promise<Ours>,
  peer: () => Promise<Peer>,
) {
  const pairs: { ours: Ours; peer: Peer }[] = [];
  for (let run = 0; run < runs; run++) pairs.push({ ours: await ours(), peer: await peer() });
  return {
    ours: median(pairs.map((pair) => pair.ours.seconds)),
    peer: median(pairs.map((pair) => pair.peer.seconds)),
    ratio: median(pairs.map((pair) => pair.peer.seconds / pair.ours.seconds)),
    peakMemory: Math.max(...pairs.map((pair) => pair.ours.peakMemory!)),
    peerPeakMemory: Math.max(...pairs.map((pair) => pair.peer.peakMemory!)),
    runs,
    last: pairs.at(-1)!,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A process alone has a high-water mark that no sampling misses; with children only the sums seen are known. */
function peakBytes(root: string): number {
  const processes = processTree(root);
  const resident = processes.reduce((sum, pid) => sum + statusBytes(pid, 'VmRSS'), 0);
  return processes.length === 1 ? Math.max(resident, statusBytes(root, 'VmHWM')) : resident;
}

function processTree(root: string): string[] {
  const parents = new Map<string, string>();
  for (const pid of listProcesses()) {
    const stat = readProc(`${pid}/stat`);
    parents.set(pid, stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]!);
  }
  const isBelow = (pid: string): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid)!));
  return [...parents.keys()].filter(isBelow);
}

function listProcesses(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function statusBytes(pid: string, field: string): number {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readProc(`${pid}/status`));
  return kilobytes === null ? 0 : Number(kilobytes[1]) * 1024;
}

/** Empty for a process that has ended meanwhile. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

function collect(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
