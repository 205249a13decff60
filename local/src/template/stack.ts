import type { LeftOut } from './left-out.ts';

/** One resource of the stack with every reference resolved. */
export interface Resource {
  logicalId: string;
  /** e.g. `AWS::S3::Bucket` */
  type: string;
  /** What `Ref` gives. */
  physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute, e.g. `Arn`. */
  attributes: Record<string, string>;
  /** The properties as CloudFormation would hand them to the service. */
  properties: Record<string, unknown>;
}

/** The packaged stack as if it were deployed in the local account. */
export interface Stack {
  name: string;
  accountId: string;
  region: string;
  /** Where the functions' zips lie. */
  directory: string;
  resources: Resource[];
  /** What of it is not served; without this, all of it must be. */
  leftOut?: LeftOut;
}

/**
 * What a service makes of the resources of one type. Those that it cannot serve are left out, or refused with the
 * whole.
 */
export function readResources<Value>(
  stack: Stack,
  type: string,
  read: (resource: Resource) => Value,
): Value[] {
  return resourcesOfType(stack, type).flatMap((resource) => {
    try {
      return [read(resource)];
    } catch (error) {
      leaveOut(stack, resource, error);
      return [];
    }
  });
}

/**
 * Leaves a resource, or a part of it, out for an error's reason.
 * @throws the error itself where the whole stack must be served
 */
export function leaveOut({ leftOut }: Stack, resource: Resource, error: unknown): void {
  if (!leftOut) throw error;
  leftOut.leaveOut(resource, error);
}

/** The resources of one type, in the template's order. */
export function resourcesOfType(stack: Stack, type: string): Resource[] {
  return stack.resources.filter((resource) => resource.type === type);
}
