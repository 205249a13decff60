import type { Flow } from '../machine.ts';
import { flowFields } from './flow-fields.ts';
import { refuse, within } from './place.ts';
import { fieldsOf, oneOf, optional } from './readers.ts';
import type { Reader } from './readers.ts';

/** What a Map does with each item. */
export interface ItemProcessor {
  /** Whether each item or batch has an execution of its own. */
  distributed: boolean;
  flow: Flow;
}

export const configFields = {
  Mode: optional(oneOf('INLINE', 'DISTRIBUTED')),
  ExecutionType: optional(oneOf('STANDARD', 'EXPRESS')),
};

export const processorFields = { ...flowFields, ProcessorConfig: optional(fieldsOf(configFields)) };

export const itemProcessor: Reader<ItemProcessor> = (value, place) => {
  const { ProcessorConfig, ...flow } = fieldsOf(processorFields)(value, place);
  const distributed = ProcessorConfig?.Mode === 'DISTRIBUTED';
  const executionType = ProcessorConfig?.ExecutionType;
  const at = within(within(place, 'ProcessorConfig'), 'ExecutionType');
  if (distributed !== (executionType !== undefined)) {
    refuse(at, 'belongs to Mode DISTRIBUTED, which needs it: STANDARD or EXPRESS.');
  }
  return { distributed, flow: place.scope.readFlow(flow, place) };
};
