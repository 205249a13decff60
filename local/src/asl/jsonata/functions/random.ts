/** `$random(seed)`: a number in [0, 1), for a whole-numbered seed the one that AWS gives: java.util.Random's first. */
export function random(seed?: number): number {
  return seed === undefined ? Math.random() : firstDouble(BigInt(Math.trunc(seed)));
}

const mask = (1n << 48n) - 1n;
const multiplier = 0x5deece66dn;

/** `new java.util.Random(seed).nextDouble()`: https://docs.oracle.com/javase/8/docs/api/java/util/Random.html */
function firstDouble(seed: bigint): number {
  const first = next((seed ^ multiplier) & mask);
  const second = next(first);
  const bits = ((first >> 22n) << 27n) + (second >> 21n);
  return Number(bits) / 2 ** 53;
}

function next(state: bigint): bigint {
  return (state * multiplier + 0xbn) & mask;
}
