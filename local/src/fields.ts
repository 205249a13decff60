/** Makes the error for a member: its path, and what is wrong with it as a sentence without subject. */
type Fail = (where: string, problem: string) => Error;

/** The members of an object from outside, read with errors that name them. */
export class Fields {
  readonly #members: Record<string, unknown>;
  readonly #where: string;
  readonly #fail: Fail;

  /**
   * @param known all members that may be there; any other is refused
   * @param where path of the object, for errors
   */
  constructor(value: unknown, known: readonly string[], where: string, fail: Fail) {
    this.#where = where;
    this.#fail = fail;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw fail(where, `must be an object, but is ${shown(value)}.`);
    }
    this.#members = value as Record<string, unknown>;
    const unknown = Object.keys(value).find((name) => !known.includes(name));
    if (unknown) this.refuse(unknown, `is not supported. Supported: ${known.join(', ')}.`);
  }

  has(name: string): boolean {
    return this.#members[name] !== undefined;
  }

  /** A member that is an object itself. */
  object(name: string, known: readonly string[], fallback?: object): Fields {
    return new Fields(this.#members[name] ?? fallback, known, this.where(name), this.#fail);
  }

  /** The path of a member. */
  where(name: string): string {
    return `${this.#where}.${name}`;
  }

  refuse(name: string, problem: string): never {
    throw this.#fail(this.where(name), problem);
  }

  text(name: string, fallback?: string): string {
    const value = this.#members[name] ?? fallback;
    return typeof value === 'string' && value !== '' ? value : this.#mustBe(name, 'text');
  }

  /** True or false; false where it is missing. */
  flag(name: string): boolean {
    const value = this.#members[name] ?? false;
    return typeof value === 'boolean' ? value : this.#mustBe(name, 'true or false');
  }

  oneOf(name: string, values: readonly string[], fallback?: string): string {
    const value = this.#members[name] ?? fallback;
    return values.find((one) => one === value) ?? this.#mustBe(name, values.join(' or '));
  }

  /** Digits in a text will do, as they do in CloudFormation. */
  integer(name: string, [least, most]: [number, number], fallback?: number): number {
    const given = this.#members[name] ?? fallback;
    const value = typeof given === 'string' ? Number(given) : given;
    const fits = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
    return fits ? (value as number) : this.#mustBe(name, `a whole number from ${least} to ${most}`);
  }

  number(name: string, [least, most]: [number, number], fallback?: number): number {
    const value = this.#members[name] ?? fallback;
    const fits = typeof value === 'number' && value >= least && value <= most;
    return fits ? value : this.#mustBe(name, `a number from ${least} to ${most}`);
  }

  time(name: string): Date | undefined {
    if (!this.has(name)) return undefined;
    const time = new Date(this.text(name));
    return Number.isNaN(time.getTime()) ? this.#mustBe(name, 'a time like 2026-11-20T13:00:00Z') : time;
  }

  #mustBe(name: string, what: string): never {
    this.refuse(name, `must be ${what}, but is ${shown(this.#members[name])}.`);
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
