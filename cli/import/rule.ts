/** What a value must be. */
export interface Rule {
  /** To follow "must be". */
  expected: string;
  holds: (value: unknown) => boolean;
  /** Says what exactly is wrong where the value alone does not show it. */
  detail?: ((value: unknown) => string | undefined) | undefined;
}
