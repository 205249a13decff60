/**
 * CRC-32C (Castagnoli) and CRC-64/NVME, which Node does not have; both reflected, with all bits set at the start and
 * inverted at the end. The 64 bits are two halves of 32, as BigInt is too slow for whole objects.
 */
interface Halves {
  high: Int32Array;
  low: Int32Array;
}

/** The table of a reflected CRC; a 32-bit polynomial has the high half 0. */
function tableOf(polynomialHigh: number, polynomialLow: number): Halves {
  const high = new Int32Array(256);
  const low = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let h = 0;
    let l = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = (l & 1) === 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) {
        h ^= polynomialHigh;
        l ^= polynomialLow;
      }
    }
    high[byte] = h;
    low[byte] = l;
  }
  return { high, low };
}

/** Checksum of a stream of bytes. */
export class Crc {
  readonly #table: Halves;
  readonly #bytes: 4 | 8;
  #high = -1;
  #low = -1;

  private constructor(table: Halves, bytes: 4 | 8) {
    this.#table = table;
    this.#bytes = bytes;
    if (bytes === 4) this.#high = 0;
  }

  static readonly #crc32c = tableOf(0, 0x82f63b78);
  static readonly #crc64Nvme = tableOf(0x9a6c9329, 0xac4bc9b5);
  static crc32c = () => new Crc(Crc.#crc32c, 4);
  static crc64Nvme = () => new Crc(Crc.#crc64Nvme, 8);

  update(chunk: Uint8Array): void {
    const { high, low } = this.#table;
    let h = this.#high;
    let l = this.#low;
    for (const byte of chunk) {
      const index = (l ^ byte) & 0xff;
      l = ((l >>> 8) | (h << 24)) ^ low[index]!;
      h = (h >>> 8) ^ high[index]!;
    }
    this.#high = h;
    this.#low = l;
  }

  /** Big-endian, base64, as in S3's headers. */
  base64(): string {
    const result = Buffer.alloc(8);
    result.writeInt32BE(~this.#high, 0);
    result.writeInt32BE(~this.#low, 4);
    return result.subarray(8 - this.#bytes).toString('base64');
  }
}
