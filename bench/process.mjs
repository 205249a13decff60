import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Runs a command to its end. Memory is what the operating system counts (Linux's /proc; null elsewhere), asked every
 * 10 ms: `peakMemory` is the largest sum of resident memory over the process and everything below it, in MiB.
 * @returns {Promise<{ seconds: number, peakMemory: number | null, stdout: string }>}
 * @throws with the end of what the command said, if it fails
 */
export async function measure(command, args, options = {}) {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, peakBytes(String(child.pid)))), 10);
  const status = await new Promise((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  ).finally(() => clearInterval(sampling));
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr().slice(-2000)}`);
  return { seconds, peakMemory: peak === 0 ? null : peak / 2 ** 20, stdout: stdout() };
}

/**
 * Measures two commands in turn, so that a drift of the machine's speed meets both.
 * @param {number} runs of each, at least 1
 * @param ours, peer functions that each resolve to a `measure`, with an `answer` to compare besides
 * @returns the figures' common fields, and both sides' last answers
 */
export async function sideBySide(runs, ours, peer) {
  const pairs = [];
  for (let run = 0; run < runs; run++) pairs.push({ ours: await ours(), peer: await peer() });
  return {
    ours: median(pairs.map((pair) => pair.ours.seconds)),
    peer: median(pairs.map((pair) => pair.peer.seconds)),
    ratio: median(pairs.map((pair) => pair.peer.seconds / pair.ours.seconds)),
    peakMemory: Math.max(...pairs.map((pair) => pair.ours.peakMemory)),
    peerPeakMemory: Math.max(...pairs.map((pair) => pair.peer.peakMemory)),
    runs,
    last: pairs.at(-1),
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A process alone has a high-water mark that no sampling misses; with children only the sums seen are known. */
function peakBytes(root) {
  const processes = processTree(root);
  const resident = processes.reduce((sum, pid) => sum + statusBytes(pid, 'VmRSS'), 0);
  return processes.length === 1 ? Math.max(resident, statusBytes(root, 'VmHWM')) : resident;
}

function processTree(root) {
  const parents = new Map();
  for (const pid of listProcesses()) {
    const stat = readProc(`${pid}/stat`);
    parents.set(pid, stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  }
  const isBelow = (pid) => pid === root || (parents.has(pid) && isBelow(parents.get(pid)));
  return [...parents.keys()].filter(isBelow);
}

function listProcesses() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function statusBytes(pid, field) {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readProc(`${pid}/status`));
  return kilobytes === null ? 0 : Number(kilobytes[1]) * 1024;
}

/** Empty for a process that has ended meanwhile. */
function readProc(path) {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

function collect(stream) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
