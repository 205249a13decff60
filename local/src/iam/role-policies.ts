import { leaveOut, readResources, resourcesOfType, TemplateError } from '../template/index.ts';
import type { Resource, Stack } from '../template/index.ts';
import { managedPolicies } from './managed-policies.ts';
import { compilePolicy } from './statement.ts';
import type { Statement } from './statement.ts';

/** A role and the statements of every policy that is attached to it. */
export interface RolePolicies {
  arn: string;
  statements: Statement[];
}

const roleProperties = [
  'AssumeRolePolicyDocument',
  'Description',
  'ManagedPolicyArns',
  'MaxSessionDuration',
  'Path',
  'Policies',
  'RoleName',
  'Tags',
];

/**
 * The roles of the template by name. Who may assume them is not decided here: the runtime itself gives each
 * function and machine its role.
 * @throws TemplateError
 */
export function compileRoles(stack: Stack): Map<string, RolePolicies> {
  const compiled = new Map(
    readResources(stack, 'AWS::IAM::Role', (role) => [role.physicalId, compileRole(role, stack)]),
  );
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    resourcesOfType(stack, type),
  );
  for (const policy of attached) {
    try {
      attach(policy, compiled);
    } catch (error) {
      leaveOut(stack, policy, error);
    }
  }
  return compiled;
}

function compileRole(role: Resource, stack: Stack): RolePolicies {
  const where = `Resources.${role.logicalId}.Properties`;
  const unknown = Object.keys(role.properties).find((property) => !roleProperties.includes(property));
  if (unknown) throw new TemplateError(`${where}.${unknown}`, 'is not supported for a role locally.');
  const { Policies = [], ManagedPolicyArns = [] } = role.properties as {
    Policies?: { PolicyDocument: unknown }[];
    ManagedPolicyArns?: string[];
  };
  const inline = Policies.flatMap(({ PolicyDocument }, i) =>
    identityPolicy(PolicyDocument, `${where}.Policies[${i}].PolicyDocument`),
  );
  const managed = ManagedPolicyArns.flatMap((arn, i) => {
    try {
      return managedPolicy(arn, stack, `${where}.ManagedPolicyArns[${i}]`);
    } catch (error) {
      leaveOut(stack, role, error);
      return [];
    }
  });
  return { arn: role.attributes.Arn!, statements: [...inline, ...managed] };
}

function managedPolicy(arn: string, stack: Stack, where: string): Statement[] {
  const own = resourcesOfType(stack, 'AWS::IAM::ManagedPolicy').find(({ physicalId }) => physicalId === arn);
  const document = own ? own.properties.PolicyDocument : managedPolicies[arn];
  if (document !== undefined) return identityPolicy(document, where);
  const known = Object.keys(managedPolicies).join(', ');
  throw new TemplateError(
    where,
    `the local runtime does not know ${arn}. It knows: ${known}. Write the policy out.`,
  );
}

function attach(policy: Resource, roles: Map<string, RolePolicies>): void {
  const where = `Resources.${policy.logicalId}.Properties`;
  const {
    Roles = [],
    Users,
    Groups,
    PolicyDocument,
  } = policy.properties as Record<string, string[] | undefined>;
  if (Users ?? Groups)
    throw new TemplateError(where, 'Users and Groups are not supported locally; use Roles.');
  for (const name of Roles) {
    const role = roles.get(name);
    if (!role) throw new TemplateError(`${where}.Roles`, `the template has no role named ${name}.`);
    role.statements.push(...identityPolicy(PolicyDocument, `${where}.PolicyDocument`));
  }
}

function identityPolicy(document: unknown, where: string): Statement[] {
  const statements = compilePolicy(document, where);
  if (statements.every(({ principal }) => principal === undefined)) return statements;
  throw new TemplateError(where, 'a policy of a role must not have a Principal.');
}
