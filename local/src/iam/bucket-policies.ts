import { resourcesOfType, TemplateError } from '../template/index.ts';
import type { Stack } from '../template/index.ts';
import { applying, compilePolicy, effectOf } from './statement.ts';
import type { Request, Statement } from './statement.ts';

/** Who asks, as a bucket's policy names principals. */
export interface Identity {
  /** ARNs that name this very principal: the role's and the session's. */
  arns: string[];
  accountId: string;
}

/** What the policy of the bucket that a request goes to says of it. */
export type BucketPolicies = (request: Request, identity: Identity) => 'Allow' | 'Deny' | undefined;

/**
 * The policies of the template's buckets.
 * @throws TemplateError
 */
export function compileBucketPolicies(stack: Stack): BucketPolicies {
  const byBucket = new Map<string, Statement[]>();
  for (const { logicalId, properties } of resourcesOfType(stack, 'AWS::S3::BucketPolicy')) {
    const where = `Resources.${logicalId}.Properties`;
    const statements = compilePolicy(properties.PolicyDocument, `${where}.PolicyDocument`);
    statements.forEach(({ principal }, i) =>
      checkPrincipal(principal, `${where}.PolicyDocument.Statement[${i}].Principal`),
    );
    byBucket.set(String(properties.Bucket), statements);
  }
  return (request, identity) => {
    const statements = byBucket.get(bucketOf(request.resource)) ?? [];
    const concerned = statements.filter((statement) => concerns(statement, identity));
    return effectOf(applying(concerned, request));
  };
}

function bucketOf(resource: string): string {
  return /^arn:[^:]*:s3:::([^/]*)/.exec(resource)?.[1] ?? '';
}

function checkPrincipal(principal: unknown, where: string): void {
  if (principal === '*') return;
  const kinds = typeof principal === 'object' ? Object.keys(principal ?? {}) : [];
  if (kinds.length > 0 && kinds.every((kind) => kind === 'AWS' || kind === 'Service')) return;
  throw new TemplateError(where, `expects "*", { AWS } or { Service }, got ${JSON.stringify(principal)}.`);
}

/**
 * Whether a statement is about this principal. One that names the whole account denies to all of it, but allows
 * nothing by itself: it leaves the decision to the account's own policies.
 */
function concerns({ principal, effect }: Statement, identity: Identity): boolean {
  const named = principal === '*' ? ['*'] : [(principal as { AWS?: string | string[] }).AWS ?? []].flat();
  const account = [identity.accountId, `arn:aws:iam::${identity.accountId}:root`];
  return named.some(
    (name) => name === '*' || identity.arns.includes(name) || (effect === 'Deny' && account.includes(name)),
  );
}
