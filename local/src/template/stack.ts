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
}

/** The resources of one type, in the template's order. */
export function resourcesOfType(stack: Stack, type: string): Resource[] {
  return stack.resources.filter((resource) => resource.type === type);
}
