import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { announceGuest, otherGuests } from '../../../cli/runtime/guests.ts';
import { publishEndpoint, readHolder, releaseLock, takeLock } from '../../../cli/runtime/lock.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const home = () => join(directory(), 'home');
const lock = () => join(home(), 'runtime.json');
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

test('a home is taken, its endpoint told, and given back', () => {
  expect(takeLock(home())).toBeUndefined();
  publishEndpoint(home(), 'http://127.0.0.1:1');
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual({
    pid: process.pid,
    endpoint: 'http://127.0.0.1:1',
  });
  releaseLock(home());
  expect(readdirSync(home())).toEqual([]);
});

test('a home that a live process holds is not taken', () => {
  takeLock(home());
  const holder = { pid: process.ppid, endpoint: 'http://127.0.0.1:1' };
  writeFileSync(lock(), JSON.stringify(holder));
  expect(takeLock(home())).toEqual(holder);
  expect(readHolder(home())).toEqual(holder);
  releaseLock(home());
  expect(readHolder(home())).toEqual(holder);
});

test.each([
  ['a dead process', () => JSON.stringify({ pid: deadPid(), endpoint: 'http://127.0.0.1:1' })],
  ['an earlier process with our id', () => JSON.stringify({ pid: process.pid })],
  ['a file that was cut off', () => '{"pid":'],
])('the lock of %s is taken over', (_, content) => {
  takeLock(home());
  writeFileSync(lock(), content());
  expect(takeLock(home())).toBeUndefined();
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual({ pid: process.pid });
  expect(readdirSync(home())).toEqual(['runtime.json']);
});

test('guests are the live processes that announced themselves', () => {
  const leave = announceGuest(home());
  writeFileSync(join(home(), 'clients', String(process.ppid)), '');
  writeFileSync(join(home(), 'clients', String(deadPid())), '');
  expect(otherGuests(home())).toEqual([process.ppid]);
  leave();
  expect(readdirSync(join(home(), 'clients'))).not.toContain(String(process.pid));
});
