/** The packaged template with a copy of each machine or function for every action that its role is granted, without it. */
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageDirectory } from './pipeline.ts';

/** One action of one statement of a role. */
export interface Grant {
  /** Logical id of the role. */
  role: string;
  sid: string;
  action: string;
}

interface Statement {
  Sid: string;
  Action: string | string[];
}

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

export interface Template {
  Resources: Record<string, Resource>;
}

const templateFile = 'cloudformation-template-update-stack.json';

export async function readTemplate(): Promise<Template> {
  return JSON.parse(await readFile(join(packageDirectory, templateFile), 'utf8')) as Template;
}

/** A package directory with another template. */
export async function writePackage(directory: string, template: Template): Promise<void> {
  const files = (await readdir(packageDirectory)).filter((file) => file !== templateFile);
  await Promise.all(files.map((file) => copyFile(join(packageDirectory, file), join(directory, file))));
  await writeFile(join(directory, templateFile), JSON.stringify(template));
}

function ofType({ Resources }: Template, type: string): [string, Resource][] {
  return Object.entries(Resources).filter(([, { Type }]) => Type === type);
}

function statementsOf({ Properties }: Resource): Statement[] {
  const policies = Properties.Policies as { PolicyDocument: { Statement: Statement[] } }[];
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Every action of every role. */
export function grantsOf(template: Template): Grant[] {
  return ofType(template, 'AWS::IAM::Role').flatMap(([role, resource]) =>
    statementsOf(resource).flatMap(({ Sid: sid, Action }) =>
      [Action].flat().map((action) => ({ role, sid, action })),
    ),
  );
}

/** The names of the machines. */
export const machinesOf = (template: Template): string[] =>
  ofType(template, 'AWS::StepFunctions::StateMachine').map(([, machine]) => nameOf(machine));

/** The template in which a role lacks one action. */
export function without(template: Template, grant: Grant): Template {
  return { ...template, Resources: { ...template.Resources, [grant.role]: lacking(template, grant) } };
}

/** The role without the action; a statement without any denies nothing and allows nothing. */
function lacking({ Resources }: Template, { role, sid, action }: Grant): Resource {
  const copy = structuredClone(Resources[role]!);
  for (const statement of statementsOf(copy)) {
    if (statement.Sid !== sid) continue;
    const rest = [statement.Action].flat().filter((one) => one !== action);
    statement.Action = rest.length > 0 ? rest : 'none:Nothing';
  }
  return copy;
}

/** The machine that a role is for: its own, or that of its function. */
export interface Owner {
  machine: string;
  /** Logical ids of all that a copy of the machine needs copies of. */
  resources: string[];
}

/** Undefined for a role that no machine and no function has. */
export function ownerOf(template: Template, role: string): Owner | undefined {
  const machines = ofType(template, 'AWS::StepFunctions::StateMachine');
  const own = machines.find(([, { Properties }]) => roleOf(Properties.RoleArn) === role);
  if (own) return { machine: nameOf(own[1]), resources: [own[0], role] };
  const fn = ofType(template, 'AWS::Lambda::Function').find(
    ([, { Properties }]) => roleOf(Properties.Role) === role,
  );
  if (!fn) return undefined;
  // JSON within JSON: the name stands between escaped quotes.
  const invokes = ([, { Properties }]: [string, Resource]) =>
    JSON.stringify(Properties.DefinitionString).includes(`${nameOf(fn[1])}\\"`);
  const [id, machine] = machines.find(invokes)!;
  return { machine: nameOf(machine), resources: [id, roleOf(machine.Properties.RoleArn), fn[0], role] };
}

const roleOf = (reference: unknown) => (reference as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];
const nameOf = ({ Properties }: Resource) => String(Properties.StateMachineName ?? Properties.FunctionName);

/**
 * Adds a copy of the grant's machine whose role, or whose function's role, lacks the action. The copy does not retry:
 * no waiting brings a right.
 * @returns the copy's name
 */
export function addCopy(template: Template, grant: Grant, owner: Owner, number: number): string {
  const suffix = `-${number}`;
  const rename = renamed(template, owner, number, suffix);
  for (const id of owner.resources) {
    const resource = id === grant.role ? lacking(template, grant) : template.Resources[id]!;
    template.Resources[`${id}${number}`] = withoutRetry(
      JSON.parse(rename(JSON.stringify(resource))) as Resource,
    );
  }
  return `${owner.machine}${suffix}`;
}

function renamed({ Resources }: Template, { resources }: Owner, number: number, suffix: string) {
  const names = resources
    .filter((id) => Resources[id]!.Type !== 'AWS::IAM::Role')
    .map((id) => nameOf(Resources[id]!));
  return (json: string) => {
    const byName = names.reduce(
      (text, name) => text.replace(new RegExp(`${name}(?![\\w-])`, 'g'), name + suffix),
      json,
    );
    return resources.reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}${number}"`), byName);
  };
}

function withoutRetry(resource: Resource): Resource {
  const definition = resource.Properties.DefinitionString as { 'Fn::Sub': [string, unknown] } | undefined;
  if (definition) {
    const sub = definition['Fn::Sub'];
    sub[0] = JSON.stringify(
      JSON.parse(sub[0], (member, value: unknown) => (member === 'Retry' ? undefined : value)),
    );
  }
  return resource;
}
