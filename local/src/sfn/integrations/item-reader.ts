import type { Readable } from 'node:stream';
import { ItemReaderFailed } from '../../asl/errors.ts';
import { StatesError } from '../../asl/host.ts';
import type { Json, ReadObject } from '../../asl/host.ts';
import type { Caller } from './caller.ts';
import { callAwsSdk } from './call-service.ts';

const target = { service: 's3', operation: 'getObject' } as const;

/** The object that an ItemReader names, `{ Bucket, Key }`. Rejects with States.ItemReaderFailed. */
export async function readObject(args: Json, caller: Caller, signal: AbortSignal): Promise<ReadObject> {
  try {
    const { output } = await callAwsSdk(caller, target, args, signal);
    const { Body } = output as { Body: Readable };
    // Nobody would read it to its end any more.
    if (signal.aborted) Body.destroy();
    return { body: Body };
  } catch (error) {
    throw error instanceof StatesError ? new ItemReaderFailed(error.errorCause ?? error.error) : error;
  }
}
