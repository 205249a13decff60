import { bounded } from './bounded.ts';

const unboundedQuantifier = /[*+]|\{\d+,\}/;
const quantifiedGroup = /\)[*+{]/;
/** Up to so many characters, a pattern without quantified groups is quick whatever it is. */
const shortText = 256;

/** The engine of an expression's regular expressions: it stops one that backtracks without end. */
export class BoundedRegExp extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    return this.#mayTakeLong(text) ? bounded(() => super.exec(text)) : super.exec(text);
  }

  #mayTakeLong({ length }: string): boolean {
    return quantifiedGroup.test(this.source) || (length > shortText && unboundedQuantifier.test(this.source));
  }
}
