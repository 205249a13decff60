import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { announceGuest, otherGuests } from '../../../cli/runtime/guests.ts';
import type { Holder } from '../../../cli/runtime/lock-file.ts';
import { publishEndpoint, readHolder, releaseLock, takeLock } from '../../../cli/runtime/lock.ts';
import { addressOf, isAlive, processSpace, startOf } from '../../../cli/runtime/processes.ts';
import { projectRoot } from '../../../cli/paths.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const home = () => join(directory(), 'home');
const lock = () => join(home(), 'runtime.json');
const holders: ChildProcess[] = [];
beforeEach(() => void mkdirSync(home()));
afterEach(() => holders.splice(0).forEach((child) => child.kill()));
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

const served = { endpoint: 'http://127.0.0.1:1', packagedMs: 1, package: '/package' };
const own = () => ({ pid: process.pid, started: startOf(process.pid), space: processSpace() });

test('a home is taken, its endpoint told, and given back', () => {
  expect(takeLock(home())).toBeUndefined();
  publishEndpoint(home(), served);
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual({ ...own(), ...served });
  releaseLock(home());
  expect(readdirSync(home())).toEqual([]);
});

test.each<[string, Partial<Holder>]>([
  ['a live process', { started: startOf(process.ppid) }],
  ['a live process that an earlier version wrote down', {}],
  ['a process of another machine or container', { pid: 2 ** 22 + 1, space: 'elsewhere pid:[1]' }],
])('a home that %s holds is not taken', (_, members) => {
  const holder = { pid: process.ppid, endpoint: 'http://127.0.0.1:1', ...members };
  writeFileSync(lock(), JSON.stringify(holder));
  expect(takeLock(home())).toEqual(holder);
  expect(readHolder(home())).toEqual(holder);
  releaseLock(home());
  expect(readHolder(home())).toEqual(holder);
});

test.each([
  ['a dead process', () => JSON.stringify({ pid: deadPid(), endpoint: 'http://127.0.0.1:1' })],
  ['an earlier process with our id', () => JSON.stringify({ pid: process.pid })],
  ['an earlier process with the id of a live one', () => JSON.stringify({ pid: process.ppid, started: '1' })],
  ['nobody: a file that was cut off', () => '{"pid":'],
])('the lock of %s is taken over', (_, content) => {
  writeFileSync(lock(), content());
  expect(takeLock(home())).toBeUndefined();
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual(own());
  expect(readdirSync(home())).toEqual(['runtime.json']);
});

test('the lock of a process that ended, and that nobody waited for, is taken over', async () => {
  // The shell's child ends at once, and the program that takes the shell's place never waits for it.
  const parent = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holders.push(parent);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  while (isAlive(pid)) await sleep(20);
  writeFileSync(lock(), JSON.stringify({ pid }));
  expect(takeLock(home())).toBeUndefined();
});

test('a lock that names nobody is not taken over while somebody uses the home', () => {
  writeFileSync(lock(), '');
  mkdirSync(join(home(), 'clients'));
  writeFileSync(join(home(), 'clients', String(process.ppid)), '');
  expect(() => takeLock(home())).toThrow(`process ${process.ppid} uses it`);
  expect(readFileSync(lock(), 'utf8')).toBe('');
});

test('of many processes that find a dead one’s lock, one gets the home', async () => {
  writeFileSync(lock(), JSON.stringify({ pid: deadPid() }));
  const taken = await Promise.all(Array.from({ length: 6 }, () => tryInProcess(home())));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

/** Whether a process of its own gets the lock; it holds it until all have tried. */
async function tryInProcess(directoryOfHome: string): Promise<boolean> {
  const child = spawn(process.execPath, [lockProgram(), directoryOfHome], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  holders.push(child);
  return line.toString().trim() === 'taken';
}

test.each([
  ['http://127.0.0.1:80', 80],
  ['http://127.0.0.1:4566', 4566],
])('%s is asked whether it answers at port %d', (endpoint, port) => {
  expect(addressOf(endpoint)).toEqual({ host: '127.0.0.1', port });
});

test('guests are the live processes that announced themselves', () => {
  const leave = announceGuest(home());
  writeFileSync(join(home(), 'clients', String(process.ppid)), '');
  writeFileSync(join(home(), 'clients', String(deadPid())), '');
  expect(otherGuests(home())).toEqual([process.ppid]);
  leave();
  expect(readdirSync(join(home(), 'clients'))).not.toContain(String(process.pid));
});

/** A program that tries to take the lock of the home it is given, says whether it did, and lives on. */
function lockProgram(): string {
  const file = join(directory(), 'take-lock.mjs');
  const text =
    `import { takeLock } from './cli/runtime/lock.ts';` +
    `console.log(takeLock(process.argv[2]) ? 'held' : 'taken'); process.stdin.resume();`;
  buildSync({
    stdin: { contents: text, resolveDir: projectRoot },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
  });
  return file;
}
