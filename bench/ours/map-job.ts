import { readFileSync } from 'node:fs';
import type { Json } from 'template-runtime/asl';

/** What map-job.mjs writes. */
export interface MapJob {
  machines: { jsonata: object };
  input: Json;
  executions: number;
}

export function readMapJob(path: string): MapJob {
  return JSON.parse(readFileSync(path, 'utf8')) as MapJob;
}

/** The function that the Map calls. */
export function square({ n, kind }: { n: number; kind: string }): Json {
  return { n, kind, square: n * n };
}

/** Runs the executions one after the other; prints the seconds of each and the last output. */
export async function report(executions: number, execute: () => Promise<Json>): Promise<void> {
  const seconds: number[] = [];
  let output: Json = null;
  for (let i = 0; i < executions; i++) {
    const began = performance.now();
    output = await execute();
    seconds.push((performance.now() - began) / 1000);
  }
  console.log(JSON.stringify({ seconds, output }));
}
