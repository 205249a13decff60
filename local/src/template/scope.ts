/** What the intrinsic functions may ask of the template they stand in. */
export interface Scope {
  /** The value of `Ref`: a parameter, a pseudo parameter or a resource's physical id. */
  reference(name: string, where: string): unknown;
  /** The value of `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string, where: string): string;
  /** Whether the named condition holds. */
  condition(name: string, where: string): boolean;
  /** The Mappings section. */
  mappings: Record<string, Record<string, Record<string, unknown>>>;
}

/** Stands for `AWS::NoValue`: the property or list element that holds it is left out. */
export const noValue = Symbol('AWS::NoValue');
