/**
 * The main job at full size, cold: packages nothing, imports the samples into an empty home and runs the night.
 * Prints one JSON line per figure. Memory is the sum of the resident memory of all processes, read from /proc (Linux).
 * node bench/nightly.mjs [customers] [trials]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../dist/nocturne.js', import.meta.url));
const [customers = '20000', trials = '100'] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), 'nocturne-bench-'));

/** Resident bytes of a process and everything below it. */
function residentBytes(root) {
  const parents = new Map();
  const resident = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      parents.set(pid, stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      resident.set(pid, Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096);
    } catch {
      // It ended meanwhile.
    }
  }
  const isBelow = (pid) => pid === root || (parents.has(pid) && isBelow(parents.get(pid)));
  return [...resident.keys()].filter(isBelow).reduce((sum, pid) => sum + resident.get(pid), 0);
}

const began = performance.now();
const child = spawn(
  process.execPath,
  [command, '--home', home, 'demo', '--customers', customers, '--trials', trials],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
let printed = '';
child.stdout.on('data', (chunk) => (printed += chunk));
let peak = 0;
const sampling = setInterval(() => (peak = Math.max(peak, residentBytes(String(child.pid)))), 50);
const status = await new Promise((resolve) => child.on('close', resolve));
clearInterval(sampling);
rmSync(home, { recursive: true, force: true });

process.stderr.write(printed);
const figure = (name, value, unit) => console.log(JSON.stringify({ name, value, unit, customers, trials }));
figure('nightly wall time', Math.round(performance.now() - began) / 1000, 's');
figure('nightly peak memory, all processes', Math.round(peak / 2 ** 20), 'MiB');
process.exit(status ?? 1);
