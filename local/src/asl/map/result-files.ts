import type { Json } from '../host.ts';
import { stringify } from '../json/index.ts';

export type ResultStatus = 'FAILED' | 'PENDING' | 'SUCCEEDED';

/** Characters after which a further file begins, so that memory stays flat in the number of children. */
const fileLimit = 16_000_000;

interface OpenFile {
  lines: string[];
  length: number;
  written: { Key: string; Size: number }[];
}

/** Files `SUCCEEDED_0.json`, `SUCCEEDED_1.json`, `FAILED_0.json`, … as they fill; `.jsonl` for JSON Lines. */
export class ResultFiles {
  readonly #folder: string;
  readonly #type: 'JSON' | 'JSONL';
  readonly #put: (key: string, text: string) => Promise<void>;
  readonly #files: Record<ResultStatus, OpenFile> = { FAILED: empty(), PENDING: empty(), SUCCEEDED: empty() };

  constructor(folder: string, type: 'JSON' | 'JSONL', put: (key: string, text: string) => Promise<void>) {
    this.#folder = folder;
    this.#type = type;
    this.#put = put;
  }

  async add(status: ResultStatus, value: Json): Promise<void> {
    const file = this.#files[status];
    const line = stringify(value);
    file.lines.push(line);
    file.length += line.length;
    if (file.length > fileLimit) await this.#flush(status);
  }

  /** The manifest's ResultFiles. */
  async close(): Promise<Record<ResultStatus, { Key: string; Size: number }[]>> {
    for (const status of ['FAILED', 'PENDING', 'SUCCEEDED'] as const) await this.#flush(status);
    const { FAILED, PENDING, SUCCEEDED } = this.#files;
    return { FAILED: FAILED.written, PENDING: PENDING.written, SUCCEEDED: SUCCEEDED.written };
  }

  async #flush(status: ResultStatus): Promise<void> {
    const { lines, written } = this.#files[status];
    if (lines.length === 0) return;
    const lined = this.#type === 'JSONL';
    const text = lined ? lines.map((line) => `${line}\n`).join('') : `[${lines.join(',')}]`;
    const Key = `${this.#folder}${status}_${written.length}.${lined ? 'jsonl' : 'json'}`;
    await this.#put(Key, text);
    this.#files[status] = { ...empty(), written: [...written, { Key, Size: Buffer.byteLength(text) }] };
  }
}

function empty(): OpenFile {
  return { lines: [], length: 0, written: [] };
}
