import { isDate, timestampOf } from '../../import/calendar.ts';
import { isMissingWord } from '../../import/missing-words.ts';
import { dateForms, formsOfDate } from './date-forms.ts';

/** Forms that a value may have; a column's are those that all its values have. */
export const forms = [
  'boolean',
  'integer',
  'point',
  'comma',
  'pointGroups',
  'commaGroups',
  'date',
  'timestamp',
] as const;
type Form = (typeof forms)[number];

const patterns: Partial<Record<Form, RegExp>> = {
  boolean: /^(true|false)$/i,
  integer: /^[-+]?\d+$/,
  point: /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/,
  comma: /^[-+]?\d+(,\d+)?([eE][-+]?\d+)?$/,
  pointGroups: /^[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/,
  commaGroups: /^[-+]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/,
};

/** What all values of a column have in common, gathered value by value. */
export class ColumnFacts {
  readonly name: string;
  /** How many values have each form. */
  readonly counts = new Map<string, number>();
  /** The first value, and its place, that has no form of a number. */
  otherThanNumber: { line: number; text: string } | undefined;
  filled = 0;
  empty = 0;
  /** Words that stand for no value, and how often. */
  readonly missing = new Map<string, number>();
  hasLeadingZeros = false;
  digits = 0;
  hasEdges = false;
  maximum = -Infinity;
  minimum = Infinity;
  #seen: Set<string> | undefined = new Set();

  constructor(name: string) {
    this.name = name;
  }

  /** Whether no value stands twice. */
  get isUnique(): boolean {
    return this.#seen !== undefined;
  }

  add(given: string | null, line: number): void {
    const text = given?.trim() ?? '';
    if (text === '') {
      this.empty++;
      return;
    }
    if (this.#seen?.has(given!)) this.#seen = undefined;
    this.#seen?.add(given!);
    if (isMissingWord(text)) {
      this.missing.set(given!, (this.missing.get(given!) ?? 0) + 1);
      return;
    }
    this.filled++;
    this.hasEdges ||= text !== given;
    this.#count(text, line);
  }

  #count(text: string, line: number): void {
    let isNumber = false;
    if (text.length <= 40) {
      for (const form in patterns)
        if (patterns[form as Form]!.test(text)) isNumber = this.#has(form) || isNumber;
      if (/\d[-./ ]\d/.test(text)) this.#countDates(text);
    }
    if (!isNumber) this.otherThanNumber ??= { line, text };
    if (!/^[-+]?\d+$/.test(text)) return;
    this.hasLeadingZeros ||= /^[-+]?0\d/.test(text);
    this.digits = Math.max(this.digits, text.replace(/^[-+]/, '').length);
    this.minimum = Math.min(this.minimum, Number(text));
    this.maximum = Math.max(this.maximum, Number(text));
  }

  #countDates(text: string): void {
    if (isDate(text)) this.#has('date');
    else if (timestampOf(text) !== undefined) this.#has('timestamp');
    for (const { pattern, isTime } of formsOfDate(text))
      this.#has(`${isTime ? 'timestamp' : 'date'} ${pattern}`);
  }

  #has(form: string): boolean {
    this.counts.set(form, (this.counts.get(form) ?? 0) + 1);
    return true;
  }

  /** Whether all values have a form. */
  all(form: string): boolean {
    return this.filled > 0 && this.counts.get(form) === this.filled;
  }

  /** The patterns of dates, or of times, that all values have. */
  datePatterns(kind: 'date' | 'timestamp'): string[] {
    return dateForms.filter((pattern) => this.all(`${kind} ${pattern}`));
  }
}
