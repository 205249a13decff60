import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { labelPairs } from './label-pairs.ts';

/** The distances that occur, and the share of the pairs up to each. */
const distances = ['0.00', '0.10', '0.20', '0.25', '0.30'];
const shares = [0.05, 0.25, 0.55, 0.7, 1];
const pairsPerCustomer = 10;
const files = 4;

type Random = () => number;

export interface PairFiles {
  /** Paths. */
  customers: string[];
  pairs: string[];
  /** How many customers. */
  size: number;
  /** The lines `id,label` that must come of the pairs. */
  labels(minSamples: number): string;
}

/**
 * Writes a customer base and its pairs as UNLOAD does: gzip CSV without a header, the pairs in no order and in several
 * files. Customers stand in groups of 2 to 80, of whose pairs a share of 0.2 to 1 lies within eps; every fifth customer
 * is a loner near none to two of the others. Ids have gaps, and say nothing of the groups. The same count, the same bytes.
 * @param count of pairs, exactly
 */
export async function writePairs(directory: string, count: number): Promise<PairFiles> {
  const random = xorshift(count);
  const size = Math.ceil(count / pairsPerCustomer);
  const { first, second } = drawPairs(size, count, random);
  const ids = shuffle(
    Float64Array.from({ length: size }, (_, i) => 100_000 + 7 * i + (i % 5)),
    random,
  );
  await mkdir(directory, { recursive: true });
  const write = async (name: string, from: number, to: number, line: (i: number) => string) => {
    const path = join(directory, name);
    const source = Readable.from(chunks(from, to, line), { objectMode: false });
    await pipeline(source, createGzip({ level: 1 }), createWriteStream(path));
    return path;
  };
  const pairs: string[] = [];
  for (let file = 0; file < files; file++) {
    const cut = (part: number) => Math.floor((part * count) / files);
    pairs.push(
      await write(`pairs-${file}.csv.gz`, cut(file), cut(file + 1), (i) => {
        const [a, b] = [ids[first[i]!]!, ids[second[i]!]!];
        const drawn = random();
        return `${Math.min(a, b)},${Math.max(a, b)},${distances[shares.findIndex((share) => drawn < share)]}\n`;
      }),
    );
  }
  const customers = [await write('customers.csv.gz', 0, size, (i) => `${ids[i]}\n`)];
  return { customers, pairs, size, labels: (minSamples) => labelPairs(ids, first, second, minSamples) };
}

/** That many different pairs of positions, shuffled. */
function drawPairs(size: number, count: number, random: Random) {
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  let length = 0;
  const add = (a: number, b: number) => {
    if (length === count) return;
    first[length] = a;
    second[length++] = b;
  };
  const loners = Math.floor(size / 5);
  const grouped = size - loners;
  for (let loner = grouped; loner < size; loner++) {
    const one = Math.floor(random() * grouped);
    const other = (one + 100) % grouped;
    const near = Math.floor(random() * 3);
    if (near > 0) add(one, loner);
    if (near > 1 && other !== one) add(other, loner);
  }
  for (let start = 0, end: number; start < grouped; start = end) {
    end = Math.min(grouped, start + 2 + Math.floor(random() * 79));
    const share = 0.2 + 0.8 * random();
    for (let a = start; a < end; a++) for (let b = a + 1; b < end; b++) if (random() < share) add(a, b);
  }
  if (length < count) throw new Error(`The groups hold ${length} pairs only, fewer than ${count}.`);
  shuffle(first, random, second);
  return { first, second };
}

/** Fisher and Yates, in place; `along` moves in step. */
function shuffle<T extends Float64Array | Int32Array>(
  array: T,
  random: Random,
  along: Float64Array | Int32Array = array.slice(),
): T {
  for (let i = array.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [array[i], array[j]] = [array[j]!, array[i]!];
    [along[i], along[j]] = [along[j]!, along[i]!];
  }
  return array;
}

function* chunks(from: number, to: number, line: (i: number) => string): Generator<string> {
  let text = '';
  for (let i = from; i < to; i++) {
    text += line(i);
    if (text.length < 1 << 16) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Marsaglia's xorshift of 32 bits (2003), as fractions from 0 to below 1. */
function xorshift(seed: number): Random {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
