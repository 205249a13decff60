/** The packaged template holds something that cannot be run locally, or that CloudFormation would refuse too. */
export class TemplateError extends Error {
  /** Path within the template, e.g. `Resources.LakeBucket.Properties.BucketName`. */
  readonly where: string;
  constructor(where: string, message: string) {
    super(`${where}: ${message}`);
    this.name = 'TemplateError';
    this.where = where;
  }
}

/** A value as it stands in an error's text, cut to one short line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
