import { TemplateError } from '../template/index.ts';

/** The members of one object of the template, read with errors that name them. */
export class Fields {
  readonly #members: Record<string, unknown>;
  readonly #where: string;

  /**
   * @param known all members that may be there
   * @throws TemplateError for any other, and for what is no object
   */
  constructor(value: unknown, known: readonly string[], where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TemplateError(where, `expects an object, got ${JSON.stringify(value)}.`);
    }
    this.#members = value as Record<string, unknown>;
    this.#where = where;
    const unknown = Object.keys(value).find((name) => !known.includes(name));
    if (unknown) this.refuse(unknown, `is not supported locally. Supported: ${known.join(', ')}.`);
  }

  get(name: string): unknown {
    return this.#members[name];
  }

  /** The path of a member. */
  where(name: string): string {
    return `${this.#where}.${name}`;
  }

  refuse(name: string, problem: string): never {
    throw new TemplateError(this.where(name), problem);
  }

  text(name: string, fallback?: string): string {
    const value = this.#members[name] ?? fallback;
    return typeof value === 'string'
      ? value
      : this.refuse(name, `expects text, got ${JSON.stringify(value)}.`);
  }

  oneOf(name: string, values: readonly string[], fallback?: string): string {
    const value = this.text(name, fallback);
    if (values.includes(value)) return value;
    this.refuse(name, `expects ${values.join(' or ')}, got ${JSON.stringify(value)}.`);
  }

  integer(name: string, [least, most]: [number, number], fallback?: number): number {
    const value = this.#members[name] ?? fallback;
    if (Number.isInteger(Number(value)) && Number(value) >= least && Number(value) <= most)
      return Number(value);
    this.refuse(name, `expects an integer from ${least} to ${most}, got ${JSON.stringify(value)}.`);
  }

  time(name: string): Date | undefined {
    if (this.#members[name] === undefined) return undefined;
    const time = new Date(this.text(name));
    if (!Number.isNaN(time.getTime())) return time;
    this.refuse(
      name,
      `expects a time like 2026-11-20T13:00:00Z, got ${JSON.stringify(this.#members[name])}.`,
    );
  }
}
