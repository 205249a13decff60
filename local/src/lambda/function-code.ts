import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { TemplateError } from '../template/index.ts';
import { lambdaError } from './errors.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { addSourceMaps } from './source-maps.ts';

/**
 * The directory that holds a function's code, extracted from its zip once per content.
 * @param directory where extracted code is kept, e.g. `<home>/tmp/lambda`
 * @param project the service's own directory, where its source maps lie
 * @throws TemplateError for a zip whose entries would lie outside
 * @throws ServiceException, which is retried, for a zip that is gone or not whole: the service is being packaged anew
 */
export async function extractCode(fn: LambdaFunction, directory: string, project: string): Promise<string> {
  const zip = await readFile(fn.zipFile).catch((error: Error) => notThere(fn, error));
  const hash = createHash('sha256').update(zip).digest('hex').slice(0, 16);
  const target = join(directory, `${fn.name}-${hash}`);
  if (existsSync(target)) return target;
  const files = readZip(zip, fn);
  const scratch = `${target}.${randomUUID()}`;
  await write(files, scratch);
  await addSourceMaps(files, scratch, project);
  await isolate(directory);
  await publish(scratch, target);
  return target;
}

function notThere({ name, zipFile }: LambdaFunction, { message }: Error): never {
  const advice = 'If the service is not being packaged at the moment, package it again.';
  throw lambdaError(
    'ServiceException',
    `The code of ${name} cannot be read from ${zipFile}: ${message}. ${advice}`,
  );
}

function readZip(zip: Uint8Array, fn: LambdaFunction): [string, Uint8Array][] {
  const entries = entriesOf(zip, fn);
  for (const [name] of entries) {
    const parts = name.split('/');
    if (name.startsWith('/') || /[\\\0]|^[A-Za-z]:/.test(name) || parts.includes('..')) {
      throw new TemplateError(
        fn.zipFile,
        `the entry ${JSON.stringify(name)} would lie outside the function's directory.`,
      );
    }
  }
  return entries.filter(([name]) => !name.endsWith('/'));
}

function entriesOf(zip: Uint8Array, fn: LambdaFunction): [string, Uint8Array][] {
  try {
    return Object.entries(unzipSync(zip));
  } catch (error) {
    return notThere(fn, error as Error);
  }
}

async function write(files: [string, Uint8Array][], directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [name, content] of files) {
    const file = join(directory, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/**
 * Nearer than the repository's own package.json, so that its module type says nothing about the functions. By rename:
 * another function may start, and read it, at any moment.
 */
async function isolate(directory: string): Promise<void> {
  const file = join(directory, 'package.json');
  const scratch = `${file}.${randomUUID()}`;
  await writeFile(scratch, '{}\n');
  await rename(scratch, file);
}

/** By rename, so that the directory is whole or absent. Where another process was first, its copy is the same. */
async function publish(scratch: string, target: string): Promise<void> {
  try {
    await rename(scratch, target);
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}
