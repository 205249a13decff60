/** Bytes of CSV as ASCII. */
const comma = 0x2c;
const newline = 0x0a;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

/** 10^0 … 10^15 are exact, so mantissa / power is the correctly rounded value of up to 15 digits. */
const powersOfTen = Float64Array.from({ length: 16 }, (_, i) => 10 ** i);
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

  /** A decimal number that ends the row. */
  lastDecimal(): number {
    const start = this.#at;
    let mantissa = 0;
    let digits = 0;
    let digitsAfterPoint = -1;
    let byte = this.#bytes[this.#at++]!;
    while (byte !== newline) {
      if (byte === point && digitsAfterPoint < 0) digitsAfterPoint = 0;
      else if (byte >= zero && byte <= zero + 9 && digits < 15) {
        mantissa = mantissa * 10 + (byte - zero);
        digits++;
        if (digitsAfterPoint >= 0) digitsAfterPoint++;
      } else return this.#rareDecimal(start);
      byte = this.#bytes[this.#at++]!;
    }
    if (digits === 0) return NaN;
    return digitsAfterPoint > 0 ? mantissa / powersOfTen[digitsAfterPoint]! : mantissa;
  }

  #integer(end: number): number {
    const negative = this.#bytes[this.#at] === minus;
    if (negative) this.#at++;
    const start = this.#at;
    let value = 0;
    let byte = this.#bytes[this.#at++]!;
    while (byte >= zero && byte <= zero + 9) {
      value = value * 10 + (byte - zero);
      byte = this.#bytes[this.#at++]!;
    }
    const digits = this.#at - 1 - start;
    if (byte !== end || digits === 0 || value > Number.MAX_SAFE_INTEGER) return NaN;
    return negative ? -value : value;
  }

  /** Signs, exponents and more than 15 digits. */
  #rareDecimal(start: number): number {
    const end = this.#bytes.indexOf(newline, start);
    const text = new TextDecoder().decode(this.#bytes.subarray(start, end));
    this.#at = end + 1;
    return decimalText.test(text) ? Number(text) : NaN;
  }
}
