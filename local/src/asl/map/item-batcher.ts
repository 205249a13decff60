import { DataLimitExceeded } from '../errors.ts';
import type { Json } from '../host.ts';
import { refuse } from '../parse/place.ts';
import { fieldsOf, optional } from '../parse/readers.ts';
import type { Read, Reader } from '../parse/readers.ts';
import { template, valueOf } from '../parse/template.ts';
import { payloadLimit, payloadSize } from '../payload.ts';
import type { Visit } from '../run/visit.ts';
import { wholeNumberType } from '../value.ts';

export const batcherFields = {
  MaxItemsPerBatch: optional(valueOf(wholeNumberType(1, 100_000_000))),
  MaxInputBytesPerBatch: optional(valueOf(wholeNumberType(1, payloadLimit))),
  BatchInput: optional(template),
};

export type ItemBatcher = Read<typeof batcherFields>;

export const itemBatcher: Reader<ItemBatcher> = (value, place) => {
  const batcher = fieldsOf(batcherFields)(value, place);
  if (!batcher.MaxItemsPerBatch && !batcher.MaxInputBytesPerBatch) {
    refuse(place, 'needs MaxItemsPerBatch or MaxInputBytesPerBatch.');
  }
  return batcher;
};

/** An ItemBatcher's fields, evaluated. */
export interface BatchLimits {
  maxItems: number;
  maxBytes: number;
  /** Members of each child's input besides Items. */
  shared: { BatchInput?: Json };
}

export async function readBatchLimits(batcher: ItemBatcher, visit: Visit): Promise<BatchLimits> {
  const { MaxItemsPerBatch, MaxInputBytesPerBatch, BatchInput } = batcher;
  return {
    maxItems: MaxItemsPerBatch ? await visit.value(MaxItemsPerBatch) : Infinity,
    maxBytes: MaxInputBytesPerBatch ? await visit.value(MaxInputBytesPerBatch) : payloadLimit,
    shared: BatchInput ? { BatchInput: await visit.evaluate(BatchInput) } : {},
  };
}

/** A child's input and how many items it carries. */
export interface ChildInput {
  input: Json;
  items: number;
}

/**
 * Items in batches that hold as many as the limits let them.
 * @throws DataLimitExceeded for an item that alone is too large
 */
export async function* batches(
  inputs: AsyncIterable<Json>,
  { maxItems, maxBytes, shared }: BatchLimits,
  stateName: string,
): AsyncIterable<ChildInput> {
  const empty = payloadSize({ ...shared, Items: [] });
  let items: Json[] = [];
  let bytes = empty;
  for await (const input of inputs) {
    // A comma for each item is one too many a batch, which only errs on the safe side.
    const size = payloadSize(input) + 1;
    if (empty + size > maxBytes) throw new DataLimitExceeded(stateName);
    if (items.length === maxItems || bytes + size > maxBytes) {
      yield { input: { ...shared, Items: items }, items: items.length };
      items = [];
      bytes = empty;
    }
    items.push(input);
    bytes += size;
  }
  if (items.length > 0) yield { input: { ...shared, Items: items }, items: items.length };
}
