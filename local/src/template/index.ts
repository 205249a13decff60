import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localPlace } from './place.ts';
import { resolveTemplate } from './resolve-template.ts';
import type { Template } from './resolve-template.ts';
import type { Stack } from './stack.ts';
import { TemplateError } from './template-error.ts';

export { localAccountId } from './place.ts';
export type { Resource, Stack } from './stack.ts';
export { resourcesOfType } from './stack.ts';
export { TemplateError } from './template-error.ts';

const templateFile = 'cloudformation-template-update-stack.json';
const stateFile = 'serverless-state.json';

/**
 * The stack that `sls package` wrote into a directory, resolved for the local account.
 * @throws TemplateError when a file is missing, or holds what cannot be run locally
 */
export function loadStack(packageDirectory: string): Stack {
  const template = readJson(join(packageDirectory, templateFile)) as Template;
  const place = localPlace(stackName(join(packageDirectory, stateFile)));
  return {
    name: place.stackName,
    accountId: place.accountId,
    region: place.region,
    directory: packageDirectory,
    resources: resolveTemplate(template, place),
  };
}

/** The template does not say its stack's name; the state that is packaged beside it does. */
function stackName(file: string): string {
  const { service } = readJson(file) as {
    service?: { service?: string; provider?: { stackName?: string; stage?: string } };
  };
  const { stackName: explicit, stage } = service?.provider ?? {};
  const name = explicit ?? (service?.service && stage ? `${service.service}-${stage}` : undefined);
  if (name) return name;
  throw new TemplateError(
    file,
    'names neither service.provider.stackName nor service and stage. Package again.',
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new TemplateError(file, 'does not exist. Package first: npx sls package.');
    throw new TemplateError(file, `is not readable JSON (${message}). Package again: npx sls package.`);
  }
}
