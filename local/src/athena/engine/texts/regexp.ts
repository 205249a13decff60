import { QueryError, notSupported } from '../query-error.ts';

/** A pattern as JavaScript matches it: to the same places, with the same groups. */
export interface Pattern {
  /** With the flag `g`. */
  expression: RegExp;
  groups: number;
  /** The groups that can be empty while they repeat, of which the engines keep different ones. */
  doubtful: Set<number>;
  ignoresCase: boolean;
}

const classes: Record<string, string> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: String.raw`\t-\r `,
};
const places: Record<string, string> = {
  b: String.raw`\b`,
  B: String.raw`\B`,
  A: '^',
  z: '$',
  Z: String.raw`(?=\n?$)`,
  t: String.raw`\t`,
  n: String.raw`\n`,
  r: String.raw`\r`,
  f: String.raw`\f`,
};
const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;
/** Characters that are several ones in another case, or of other classes without case. */
const folding = /[ßẞİŉǰΐΰևẖẗẘẙẚſ\u212aﬀ-ﬆﬓ-ﬗᾀ-ᾯᾲ-ᾴᾶᾷᾼῂ-ῄῆῇῌῒΐῖῗῢ-ῤῦῧῲ-ῴῶῷῼὐὒὔὖ]/u;

const known = new Map<string, Pattern>();

/**
 * Reads a pattern of Trino's, which has the syntax of Java's: https://trino.io/docs/435/functions/regexp.html. What both
 * languages take the same way is taken, all else refused.
 * @throws QueryError
 */
export function patternOf(source: string): Pattern {
  const pattern = known.get(source) ?? new Reader(source).pattern();
  known.set(source, pattern);
  return pattern;
}

/** @throws QueryError NOT_SUPPORTED for a text whose letters have no case of one letter */
export function checkCase({ ignoresCase }: Pattern, text: string): void {
  if (ignoresCase && folding.test(text))
    throw notSupported('(?i) on a text with letters like ß, which are several in upper case', 'Use lower().');
}

class Reader {
  #at = 0;
  #groups = 0;
  #open: { number: number; start: number }[] = [];
  #doubtful = new Set<number>();
  #written = '';
  readonly #source: string;
  readonly #ignoresCase: boolean;

  constructor(source: string) {
    this.#ignoresCase = source.startsWith('(?i)');
    this.#source = this.#ignoresCase ? source.slice(4) : source;
  }

  pattern(): Pattern {
    while (this.#at < this.#source.length) this.#item();
    if (this.#open.length > 0) throw invalid('end pattern with unmatched parenthesis');
    if (this.#ignoresCase && folding.test(this.#source)) throw this.#refusal('(?i) of letters like ß');
    const flags = this.#ignoresCase ? 'giu' : 'gu';
    try {
      const expression = new RegExp(this.#written, flags);
      return { expression, groups: this.#groups, doubtful: this.#doubtful, ignoresCase: this.#ignoresCase };
    } catch {
      throw this.#refusal('it');
    }
  }

  #item(): void {
    const character = this.#next();
    if (character === '(') this.#group();
    else if (character === ')') this.#close();
    else if (character === '[') this.#atom(this.#class());
    else if (character === '\\') this.#atom(this.#escape());
    else if (character === '.') this.#atom(String.raw`[^\n]`);
    else if (character === '$') this.#written += places.Z;
    else if (character === '^' || character === '|') this.#written += character;
    else if ('*+?{'.includes(character)) throw this.#refusal(character);
    else this.#atom(escaped(character));
  }

  #atom(text: string): void {
    this.#written += text + this.#quantity();
  }

  #quantity(): string {
    const [found = ''] = quantifier.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += found.length;
    if (found && '*+?{'.includes(this.#source[this.#at] ?? ' '))
      throw this.#refusal(found + this.#source[this.#at]);
    return found;
  }

  #group(): void {
    const rest = this.#source.slice(this.#at);
    const [kind = ''] = /^\?(?:[:=!]|<[A-Za-z]\w*>)/.exec(rest) ?? [];
    if (rest.startsWith('?') && kind === '') throw this.#refusal(`(${rest.slice(0, 3)}`);
    this.#at += kind.length;
    const counts = kind === '' || kind.startsWith('?<');
    this.#open.push({ number: counts ? ++this.#groups : 0, start: this.#written.length });
    this.#written += `(${kind}`;
  }

  #close(): void {
    const group = this.#open.pop();
    if (!group) throw invalid('unmatched close parenthesis');
    const inside = `${this.#written.slice(group.start)})`;
    const quantity = this.#quantity();
    if (quantity && /^\(\?[=!]/.test(inside)) throw this.#refusal(`a repeated ${inside}`);
    this.#written += `)${quantity}`;
    const first = group.number || this.#groups + 1;
    const once =
      quantity === '' || (/^\?\??$/.test(quantity) && !new RegExp(`^(?:${inside})$`, 'u').test(''));
    for (let number = first; !once && number <= this.#groups; number++) this.#doubtful.add(number);
    // Groups within that are not counted from this one on.
    if (!once && !group.number) this.#doubtfulWithin(inside);
  }

  #doubtfulWithin(inside: string): void {
    const count = inside.match(/(?<!\\)\((?!\?[:=!])/g)?.length ?? 0;
    for (let number = this.#groups - count + 1; number <= this.#groups; number++) this.#doubtful.add(number);
  }

  #escape(): string {
    const character = this.#next();
    const lower = character.toLowerCase();
    if (Object.hasOwn(classes, lower)) return `[${character === lower ? '' : '^'}${classes[lower]}]`;
    if (Object.hasOwn(places, character)) return places[character]!;
    if (/[\p{L}\p{N}]/u.test(character)) throw this.#refusal(`\\${character}`);
    return escaped(character);
  }

  #class(): string {
    const end = /^\^?\]?(?:\\.|[^\]\\])*\]/su.exec(this.#source.slice(this.#at));
    if (!end) throw invalid('premature end of char-class');
    const inside = end[0].slice(0, -1);
    this.#at += end[0].length;
    if (/^\^?(\]|$)|\[|&&|--/.test(inside.replaceAll(/\\./gsu, 'x'))) throw this.#refusal(`[${end[0]}`);
    return `[${inside.replaceAll(/\\(.)|([^\\])/gsu, (_, escape?: string, plain?: string) => this.#member(escape, plain))}]`;
  }

  #member(escape: string | undefined, plain: string | undefined): string {
    if (plain !== undefined) return '()|{}/'.includes(plain) ? `\\${plain}` : plain;
    if (Object.hasOwn(classes, escape!)) return classes[escape!]!;
    if ('tnrf'.includes(escape!)) return `\\${escape}`;
    if (/[\p{L}\p{N}]/u.test(escape!)) throw this.#refusal(`\\${escape} in brackets`);
    return escape === '-' ? String.raw`\-` : escaped(escape!);
  }

  #next(): string {
    const character = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    if (this.#at >= this.#source.length) throw invalid('end pattern at escape');
    this.#at += character.length;
    return character;
  }

  #refusal(what: string): QueryError {
    return notSupported(
      `the regular expression '${this.#source}' for ${what}, which the local engine may match otherwise`,
      'Write it with plain groups, classes like [a-z] and repetitions.',
    );
  }
}

const invalid = (message: string) => new QueryError('INVALID_FUNCTION_ARGUMENT', message);
const escaped = (character: string) =>
  (/[$()*+./?[\\\]^{|}-]/.test(character) ? `\\${character}` : character).replace(/^\\-$/, '-');
