import { textDecoder } from '@duckdb/node-api/lib/vectors/dataAccessors.js';

const exact = new TextDecoder('utf-8', { ignoreBOM: true });

/** Has DuckDB's client give texts whole: it leaves out a byte order mark at the start of each. */
export function keepByteOrderMarks(): void {
  Object.assign(textDecoder as object, { decode: exact.decode.bind(exact) });
}
