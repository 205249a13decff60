import { createLeftOut } from './left-out.ts';
import { findPackage, readTemplate, stackNameOf } from './package-files.ts';
import { localPlace } from './place.ts';
import { resolveTemplate } from './resolve-template.ts';
import type { Template } from './resolve-template.ts';
import type { Stack } from './stack.ts';

export { findPackage } from './package-files.ts';
export type { PackageFiles } from './package-files.ts';
export { localAccountId } from './place.ts';
export { createLeftOut } from './left-out.ts';
export type { LeftOut } from './left-out.ts';
export type { Resource, Stack } from './stack.ts';
export { leaveOut, readResources, resourcesOfType } from './stack.ts';
export { TemplateError } from './template-error.ts';

export interface LoadOptions {
  /** Whether machines, functions, roles and schedules that cannot be served are left out; else they are refused. */
  partial?: boolean;
}

/**
 * A packaged stack, resolved for the local account.
 * @param path the output of `sls package`, a folder with a CloudFormation template and its zips, or that template
 * @throws TemplateError when a file is missing, or holds what cannot be run locally
 */
export function loadStack(path: string, { partial = false }: LoadOptions = {}): Required<Stack> {
  const files = findPackage(path);
  const template = readTemplate(files.template) as Template;
  const place = localPlace(stackNameOf(files));
  const leftOut = createLeftOut(partial);
  const resources = resolveTemplate(template, place, leftOut);
  return {
    name: place.stackName,
    accountId: place.accountId,
    region: place.region,
    directory: files.directory,
    resources,
    leftOut,
  };
}
