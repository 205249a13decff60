import { labelProblem } from '../label.ts';
import { itemBatcher } from './item-batcher.ts';
import { itemReader } from './item-reader.ts';
import { resultWriter } from './result-writer.ts';
import { attemptFields, ownResultFields, stateFields, transitionFields } from '../parse/common-fields.ts';
import { itemProcessor } from '../parse/item-processor.ts';
import { refuse, within } from '../parse/place.ts';
import type { Place } from '../parse/place.ts';
import { optional, refuseType } from '../parse/readers.ts';
import type { Read, Reader } from '../parse/readers.ts';
import { template, valueOf } from '../parse/template.ts';
import { itemsType, numberType, wholeNumberType } from '../value.ts';

const label: Reader<string> = (value, place) => {
  if (typeof value !== 'string') refuseType(value, place, 'a text');
  const problem = labelProblem(value);
  if (problem !== undefined) refuse(place, `${problem}.`);
  if (place.scope.labels.has(value))
    refuse(place, `${value} is the Label of another Map; give each its own.`);
  place.scope.labels.add(value);
  return value;
};

const distributedFields = {
  ItemReader: optional(itemReader),
  ItemBatcher: optional(itemBatcher),
  ResultWriter: optional(resultWriter),
  Label: optional(label),
};

export const mapFields = {
  ...stateFields('Map'),
  ...ownResultFields,
  ...transitionFields,
  ...attemptFields,
  ...distributedFields,
  ItemProcessor: itemProcessor,
  Items: optional(valueOf(itemsType)),
  ItemSelector: optional(template),
  MaxConcurrency: optional(valueOf(wholeNumberType(0, 100_000_000))),
  ToleratedFailureCount: optional(valueOf(wholeNumberType(-Infinity, Infinity))),
  ToleratedFailurePercentage: optional(valueOf(numberType)),
};

export type MapState = Read<typeof mapFields>;

export function checkMap(state: MapState, place: Place): void {
  if (state.ItemProcessor.distributed) {
    if (state.Items && state.ItemReader) refuse(place, 'has both Items and ItemReader; keep one.');
    return;
  }
  for (const name of Object.keys(distributedFields) as (keyof typeof distributedFields)[]) {
    if (state[name] !== undefined) refuse(within(place, name), 'needs ProcessorConfig.Mode DISTRIBUTED.');
  }
}
