import { bounded } from './bounded.ts';

const unboundedQuantifier = /[*+]|\{\d+,\}/;
const quantifiedGroup = /\)[*+{]/;
/** Up to so many characters, a pattern without quantified groups is quick whatever it is. */
const shortText = 256;

/** The engine of an expression's regular expressions: it reads them as AWS does and stops one that backtracks without end. */
export class BoundedRegExp extends RegExp {
  constructor(pattern: RegExp | string, flags?: string) {
    const source = typeof pattern === 'string' ? pattern : pattern.source;
    super(asciiSpace(source), flags ?? (typeof pattern === 'string' ? undefined : pattern.flags));
  }

  override exec(text: string): RegExpExecArray | null {
    return this.#mayTakeLong(text) ? bounded(() => super.exec(text)) : super.exec(text);
  }

  #mayTakeLong({ length }: string): boolean {
    return quantifiedGroup.test(this.source) || (length > shortText && unboundedQuantifier.test(this.source));
  }
}

const space = ' \\t\\n\\v\\f\\r';
const noSpace = '\\0-\\x08\\x0e-\\x1f!-\\uffff';

/** `\s` is ASCII's white space (measured: iwamot/sfnx, docs/design.md), where JavaScript's takes U+00A0 and more. */
function asciiSpace(source: string): string {
  if (!/\\s/i.test(source)) return source;
  let inClass = false;
  return source.replace(/\\.|[[\]]/gs, (part) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    const set = part === '\\s' ? space : part === '\\S' ? noSpace : undefined;
    if (set === undefined) return part;
    return inClass ? set : `[${set}]`;
  });
}
