import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localCredentials, localRegion } from '../../cli/aws/clients.ts';
import { projectRoot } from '../../cli/paths.ts';
import type { Installation } from './install.ts';

/** A running Trino. */
export interface Server {
  url: string;
  stop(): Promise<void>;
}

const startPatienceMs = 180_000;
const stopPatienceMs = 10_000;

/**
 * Starts a Trino on 127.0.0.1 whose catalog `hive` is the Glue and S3 of an endpoint.
 * @param directory for its configuration and data; made by the caller, and removed
 * @throws Error with the end of its log when it does not start
 */
export async function startServer(
  { java, version, directory: installed }: Installation,
  directory: string,
  endpoint: string,
  signal: AbortSignal,
): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(join(directory, 'catalog'), { recursive: true });
  const write = (file: string, settings: Record<string, string | number | boolean>) =>
    writeFileSync(join(directory, file), properties(settings));
  write('config.properties', serverSettings(directory, installed, url, port));
  write('catalog/hive.properties', catalogSettings(endpoint));
  const log = join(directory, 'server.log');
  const output = openSync(log, 'w');
  const start = join(projectRoot, 'verify/trino/server/Start.java');
  const machine = [
    '-Xmx3G',
    '-XX:+UseG1GC',
    '-XX:+ExitOnOutOfMemoryError',
    '-Djdk.attach.allowAttachSelf=true',
  ];
  const child = spawn(
    java,
    [...machine, `-Dconfig=${join(directory, 'config.properties')}`].concat(
      '-cp',
      join(installed, 'lib/*'),
      start,
      version.trino,
    ),
    { cwd: directory, stdio: ['ignore', output, output] },
  );
  const stop = () => end(child);
  try {
    await whenStarted(child, url, log, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

function serverSettings(directory: string, installed: string, url: string, port: number) {
  return {
    coordinator: true,
    'node-scheduler.include-coordinator': true,
    'http-server.http.port': port,
    'discovery.uri': url,
    'node.environment': 'verify',
    'node.bind-ip': '127.0.0.1',
    'node.internal-address': '127.0.0.1',
    'plugin.dir': join(installed, 'plugin'),
    'catalog.config-dir': join(directory, 'catalog'),
    'query.max-memory-per-node': '2GB',
  };
}

/** The local Glue keeps no statistics, as Nocturne has none computed on AWS. */
function catalogSettings(endpoint: string) {
  const { accessKeyId, secretAccessKey } = localCredentials;
  return {
    'connector.name': 'hive',
    'hive.metastore': 'glue',
    'hive.metastore.glue.endpoint-url': endpoint,
    'hive.metastore.glue.region': localRegion,
    'hive.metastore.glue.aws-access-key': accessKeyId,
    'hive.metastore.glue.aws-secret-key': secretAccessKey,
    'hive.metastore.glue.partitions-segments': 1,
    'hive.table-statistics-enabled': false,
    'fs.hadoop.enabled': false,
    'fs.native-s3.enabled': true,
    's3.endpoint': endpoint,
    's3.region': localRegion,
    's3.path-style-access': true,
    's3.aws-access-key': accessKeyId,
    's3.aws-secret-key': secretAccessKey,
  };
}

const properties = (settings: Record<string, string | number | boolean>) =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** Trino takes no port 0. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function whenStarted(
  child: ChildProcess,
  url: string,
  log: string,
  signal: AbortSignal,
): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  for (
    const began = Date.now();
    Date.now() - began < startPatienceMs;
    await sleep(250, undefined, { signal })
  ) {
    if (failure) throw failure;
    if (hasEnded(child)) break;
    if (await isReady(url)) return;
  }
  throw new Error(`Trino did not start. The end of its log:\n${complaints(readFileSync(log, 'utf8'))}`);
}

/** It answers before its catalogs are there, and says so. */
async function isReady(url: string): Promise<boolean> {
  try {
    const info = (await (await fetch(`${url}/v1/info`)).json()) as { starting: boolean };
    return !info.starting;
  } catch {
    return false;
  }
}

/** Its log without the stack traces and the list of settings. */
const complaints = (log: string) =>
  log
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at |\tINFO\t/.test(line))
    .slice(-15)
    .join('\n');

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
  await exited;
  clearTimeout(timer);
}
