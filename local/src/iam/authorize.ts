import { ServiceError } from '../service.ts';
import type { Authorize, Permission, Principal } from '../service.ts';
import type { Stack } from '../template/index.ts';
import { compileBucketPolicies } from './bucket-policies.ts';
import type { RequestContext } from './conditions.ts';
import { compileRoles } from './role-policies.ts';
import type { RolePolicies } from './role-policies.ts';
import { applying, effectOf } from './statement.ts';
import type { Request, Right, Statement } from './statement.ts';

/** What was decided about one permission that somebody with a role asked for. */
export interface Decision {
  principal: Principal;
  permission: Permission;
  /** The rights of the role that the permission was given by; none where only a bucket's policy gives it. */
  by: Right[];
  /** Why it was denied. */
  denied?: string;
}

/**
 * The decision over every call, by the policies of the template's roles and buckets, compiled once. Principals
 * without a role are the account's administrator, whom only a bucket's explicit Deny stops.
 * @param onDecision is told of each decision before its effect
 * @returns throws `AccessDenied` (403) for actions of S3, `AccessDeniedException` (400; 403 for Lambda) for others
 * @throws TemplateError for policies that cannot be decided as AWS decides them
 */
export function createAuthorize(stack: Stack, onDecision?: (decision: Decision) => void): Authorize {
  const roles = compileRoles(stack);
  const bucketPolicies = compileBucketPolicies(stack);

  function decisionOn(permission: Permission, principal: Principal): Decision {
    const role = roleOf(principal, roles);
    const arns = role ? [role.arn, principal.arn] : [principal.arn];
    const request = { ...permission, context: requestContext(permission, arns[0]!, stack) };
    const statements = role ? applying(role.statements, request) : [];
    const byIdentity = role ? effectOf(statements) : 'Allow';
    const byBucket = bucketPolicies(request, { arns, accountId: stack.accountId });
    const denied = reasonToRefuse(permission, byIdentity, byBucket);
    const by = denied === undefined ? rightsOf(statements, request) : [];
    return { principal, permission, by, denied };
  }

  return function authorize(permissions, { principal }) {
    for (const permission of permissions) {
      const decision = decisionOn(permission, principal);
      if (principal.roleName !== undefined) onDecision?.(decision);
      if (decision.denied) throw accessDenied(permission, principal, decision.denied);
    }
  };
}

type Effect = ReturnType<typeof effectOf>;

function reasonToRefuse({ action }: Permission, byIdentity: Effect, byBucket: Effect): string | undefined {
  if (byIdentity === 'Deny') return 'with an explicit deny in an identity-based policy';
  if (byBucket === 'Deny') return 'with an explicit deny in a resource-based policy';
  if (byIdentity === 'Allow' || byBucket === 'Allow') return undefined;
  return `because no identity-based policy allows the ${action} action`;
}

/** @param statements that apply */
function rightsOf(statements: Statement[], request: Request): Right[] {
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ rights }) => rights.filter((right) => right.covers(request)));
}

/** What each role of the template is allowed, as its policies have it, by the role's name. */
export function rightsByRole(stack: Stack): Map<string, Right[]> {
  const allowed = ({ statements }: RolePolicies) =>
    statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ rights }) => rights.map(({ action, resource }) => ({ action, resource })));
  return new Map([...compileRoles(stack)].map(([name, role]) => [name, allowed(role)]));
}

function roleOf({ roleName }: Principal, roles: Map<string, RolePolicies>): RolePolicies | undefined {
  if (roleName === undefined) return undefined;
  const role = roles.get(roleName);
  if (!role) throw new Error(`The template has no role named ${roleName}, so nobody can act as it.`);
  return role;
}

/** The request's condition keys. Loopback counts as a secure transport. */
function requestContext(permission: Permission, principalArn: string, stack: Stack): RequestContext {
  const own = Object.entries(permission.context ?? {}).map(([key, value]) => [key.toLowerCase(), value]);
  return {
    'aws:principalaccount': stack.accountId,
    'aws:principalarn': principalArn,
    'aws:requestedregion': stack.region,
    'aws:securetransport': 'true',
    ...(Object.fromEntries(own) as RequestContext),
  };
}

/** AWS's words; S3 alone puts the resource in quotes. */
function accessDenied({ action, resource }: Permission, principal: Principal, reason: string): ServiceError {
  const isS3 = action.startsWith('s3:');
  const object = isS3 ? `"${resource}"` : resource;
  const message = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${object} ${reason}`;
  if (isS3) return new ServiceError('AccessDenied', message, 403);
  return new ServiceError('AccessDeniedException', message, action.startsWith('lambda:') ? 403 : 400);
}
