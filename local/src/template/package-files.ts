import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TemplateError } from './template-error.ts';
import { parseYaml } from './yaml.ts';

/** What `sls package` writes. */
const packagedTemplate = 'cloudformation-template-update-stack.json';
const stateFile = 'serverless-state.json';
/** What others call a template, also below a prefix: `orders.template.json`. */
const plainTemplate = /^(.+\.)?template\.(json|ya?ml)$/;

/** Where a package lies. */
export interface PackageFiles {
  template: string;
  /** The folder with the functions' zips. */
  directory: string;
}

/**
 * Finds the template of a package: the output of `sls package`, a folder with one template, or the template itself.
 * @throws TemplateError where there are several
 */
export function findPackage(path: string): PackageFiles {
  const template = templateFile(path);
  return { template, directory: dirname(template) };
}

/**
 * What a package's stack is called.
 * @throws TemplateError
 */
export function stackNameOf({ template, directory }: PackageFiles): string {
  const state = join(directory, stateFile);
  const packaged = basename(template) === packagedTemplate || existsSync(state);
  return packaged ? packagedName(state) : plainName(template);
}

function templateFile(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  const packaged = join(path, packagedTemplate);
  if (existsSync(packaged) || !existsSync(path)) return packaged;
  const found = readdirSync(path).filter((name) => plainTemplate.test(name));
  if (found.length < 2) return found.length === 1 ? join(path, found[0]!) : packaged;
  throw new TemplateError(path, `holds several templates: ${found.join(', ')}. Name one of them.`);
}

/** The template does not say its stack's name; the state that is packaged beside it does. */
function packagedName(file: string): string {
  const { service } = readTemplate(file) as {
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

/** Nobody has named the stack yet: it is called as the file, or as the folder of a mere `template.yaml`. */
function plainName(template: string): string {
  const name = basename(template)
    .replace(/\.(json|ya?ml|template)$/, '')
    .replace(/\.?template$/, '');
  const given = name === '' ? basename(dirname(resolve(template))) : name;
  const letters = given.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return /^[A-Za-z]/.test(letters) ? letters : `stack-${letters}`;
}

/**
 * What a template, or a file beside it, says.
 * @throws TemplateError
 */
export function readTemplate(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    return (/\.ya?ml$/.test(file) ? parseYaml(text) : JSON.parse(text)) as unknown;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new TemplateError(file, 'does not exist. Package first: npx sls package.');
    const format = /\.ya?ml$/.test(file) ? 'YAML' : 'JSON';
    throw new TemplateError(file, `is not readable ${format} (${message}). Package again: npx sls package.`);
  }
}
