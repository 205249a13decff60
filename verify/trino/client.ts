import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Column } from './answer.ts';
import { trinoText, trinoType } from './values.ts';

/** Part of an answer of Trino's client protocol: https://trino.io/docs/current/develop/client-protocol.html */
interface Page {
  nextUri?: string;
  columns?: { name: string; type: string }[];
  data?: unknown[][];
  stats: { elapsedTimeMillis: number };
  error?: { errorName: string; message: string };
}

/** Runs statements on a Trino. */
export interface Client {
  /**
   * Executes a query, with parameters as a prepared one, as Athena does; these are SQL text.
   * @throws Error with Trino's message
   */
  execute(query: string, parameters: readonly string[]): Promise<Answer>;
}

/** An answer, and the statement that PREPARE gave a name. */
type Prepared = Answer & { prepared: string | null };

export function createClient(url: string, schema: string, signal: AbortSignal): Client {
  const headers = { 'X-Trino-User': 'nocturne', 'X-Trino-Catalog': 'hive', 'X-Trino-Schema': schema };

  async function run(statement: string, more: Record<string, string> = {}): Promise<Prepared> {
    let answer = await request(`${url}/v1/statement`, signal, {
      method: 'POST',
      body: statement,
      headers: { ...headers, ...more },
    });
    let columns: Column[] = [];
    const rows: Answer['rows'] = [];
    let prepared: string | null = null;
    for (;;) {
      const { page } = answer;
      prepared ??= answer.prepared;
      if (page.error?.errorName === 'NO_NODES_AVAILABLE') {
        // Right after the start the only node has not told of itself yet.
        await sleep(250, undefined, { signal });
        return run(statement, more);
      }
      if (page.error) throw new Error(`${page.error.errorName}: ${page.error.message}`);
      columns = page.columns?.map(({ name, type }) => ({ name, type: trinoType(type) })) ?? columns;
      for (const row of page.data ?? []) rows.push(row.map((value, i) => trinoText(value, columns[i]!.type)));
      if (!page.nextUri) return { columns, rows, seconds: page.stats.elapsedTimeMillis / 1000, prepared };
      answer = await request(page.nextUri, signal);
    }
  }

  return {
    async execute(query, parameters) {
      // Of a prepared query Trino tells other places: it writes the statement anew.
      if (parameters.length === 0) return run(query);
      const { prepared } = await run(`PREPARE statement FROM ${query}`);
      if (!prepared) throw new Error('Trino answered PREPARE without X-Trino-Added-Prepare.');
      return run(`EXECUTE statement USING ${parameters.join(', ')}`, {
        'X-Trino-Prepared-Statement': prepared,
      });
    },
  };
}

async function request(url: string, signal: AbortSignal, init: RequestInit = {}) {
  const response = await fetch(url, { ...init, signal });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return {
    page: parseExactly(await response.text()) as Page,
    prepared: response.headers.get('x-trino-added-prepare'),
  };
}

const textOrWhole = /"(?:[^"\\]|\\.)*"|(?<=[[,])-?\d{16,}(?=[,\]])/g;

/** JSON, but whole numbers in lists that a double may not hold are their texts. */
export function parseExactly(json: string): unknown {
  return JSON.parse(json.replace(textOrWhole, (token) => (token.startsWith('"') ? token : `"${token}"`)));
}
