/** Bytes of CSV as ASCII. */
const comma = 0x2c;
const newline = 0x0a;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

const decimalText = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads fields of CSV rows straight from their bytes, without a string or an object per row. A field that is not what
 * is asked for reads as NaN, and the cursor then stands somewhere inside its row.
 */
export class RowReader {
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #rowStart = 0;

  /** Continues with whole rows, each ended by a newline. */
  reset(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
  }

  /** Begins a row; false when there are no more. */
  nextRow(): boolean {
    this.#rowStart = this.#at;
    return this.#at < this.#bytes.length;
  }

  /** Skips what is left of the row that was begun last. */
  skipRow(): void {
    this.#at = this.#bytes.indexOf(newline, this.#rowStart) + 1;
  }

  /** The row that was begun last, for messages. */
  rowText(): string {
    const end = this.#bytes.indexOf(newline, this.#rowStart);
    return new TextDecoder().decode(this.#bytes.subarray(this.#rowStart, end));
  }

  /** A safe integer that ends at a comma. */
  integerBeforeComma(): number {
    return this.#integer(comma);
  }

  /** A safe integer that ends the row. */
  lastInteger(): number {
    return this.#integer(newline);
  }

  /** A decimal number that ends the row, in hundredths; NaN if it is no whole number of them. */
  lastHundredths(): number {
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let value = 0;
    for (let digit = bytes[at]! ^ zero; digit < 10; digit = bytes[++at]! ^ zero) value = value * 10 + digit;
    value *= 100;
    if (at > start && bytes[at] === point) {
      at++;
      for (let unit = 10; unit > 0; unit = unit === 10 ? 1 : 0) {
        const digit = bytes[at]! ^ zero;
        if (digit > 9) break;
        value += unit * digit;
        at++;
      }
    }
    if (at === start || bytes[at] !== newline) return this.#rareHundredths();
    this.#at = at + 1;
    return value;
  }

  /** Steps byte by byte in local variables: they stay in registers, fields do not. */
  #integer(end: number): number {
    const bytes = this.#bytes;
    let at = this.#at;
    const negative = bytes[at] === minus;
    if (negative) at++;
    const start = at;
    let value = 0;
    // A digit's byte and "0" differ in the digit; any other byte differs in ten or more.
    for (let digit = bytes[at]! ^ zero; digit < 10; digit = bytes[++at]! ^ zero) value = value * 10 + digit;
    this.#at = at + 1;
    if (at === start || bytes[at] !== end || value > Number.MAX_SAFE_INTEGER) return NaN;
    return negative ? -value : value;
  }

  /** Signs, exponents and more than two decimals. */
  #rareHundredths(): number {
    const end = this.#bytes.indexOf(newline, this.#at);
    const text = new TextDecoder().decode(this.#bytes.subarray(this.#at, end));
    this.#at = end + 1;
    if (!decimalText.test(text)) return NaN;
    const hundredths = Math.round(100 * Number(text));
    return hundredths / 100 === Number(text) ? hundredths : NaN;
  }
}
