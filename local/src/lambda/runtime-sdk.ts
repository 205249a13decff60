import { existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What AWS's Node.js runtimes bring, so that functions need not: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html */
const scopes = ['@aws-sdk', '@smithy', '@aws-crypto'];

/**
 * Makes the SDK that is installed here found by the functions below a directory, by links in its `node_modules`, where
 * Node looks after the function's own. Nothing else that is installed here is found.
 * @param project where its packages are looked for first
 */
export function linkSdk(directory: string, project: string): void {
  const packages = new Map<string, string>();
  for (const root of [ownPackages(), join(project, 'node_modules')]) {
    for (const name of packagesIn(root)) packages.set(name, join(root, name));
  }
  for (const [name, target] of packages) link(join(directory, 'node_modules', name), target);
}

/** The `node_modules` that this program's own SDK lies in. */
function ownPackages(): string {
  const file = createRequire(import.meta.url).resolve('@aws-sdk/client-s3/package.json');
  return dirname(dirname(dirname(file)));
}

function packagesIn(root: string): string[] {
  return scopes
    .filter((scope) => existsSync(join(root, scope)))
    .flatMap((scope) => readdirSync(join(root, scope)).map((name) => `${scope}/${name}`));
}

function link(path: string, target: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })) {
    if (readlinkSync(path) === target) return;
    rmSync(path);
  }
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}
