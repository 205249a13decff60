import type { Json } from '../host.ts';
import type { Visit } from '../run/visit.ts';
import type { MapState } from './map-fields.ts';

/** One of the things that a Map iterates over. */
export interface Item {
  value: Json;
  /** Of a member, where the Map iterates over an object. */
  key?: string;
}

/** Items to iterate over, as often as asked for. */
export interface ItemSource {
  /** As `Map.Item.Source`: `STATE_DATA`, `S3://bucket/key`. */
  name: string;
  /** Undefined where it must be read to be counted. */
  length: number | undefined;
  open(): AsyncIterable<Item> | Iterable<Item>;
}

/** The items of the state's Items field or, without one, of its input. */
export async function itemsOf(state: MapState, visit: Visit, objects: boolean): Promise<Item[]> {
  if (!state.Items) {
    const { value: input, text } = visit.input;
    if (Array.isArray(input)) return input.map((value) => ({ value }));
    throw visit.evaluationError(`Map state input must be an array but was: ${text}`);
  }
  const items = await visit.value(state.Items);
  if (Array.isArray(items)) return items.map((value) => ({ value }));
  if (objects) return Object.entries(items).map(([key, value]) => ({ key, value }));
  throw visit.unexpectedType(state.Items.template, 'array', items, state.Items.field);
}

/** What an iteration gets: ItemSelector's value, or else the item; a member of an object as Key and Value. */
export async function iterationInput(
  state: MapState,
  visit: Visit,
  item: Item,
  index: number,
  source?: string,
): Promise<Json> {
  const { key, value } = item;
  if (!state.ItemSelector) return key === undefined ? value : { Key: key, Value: value };
  const Item = {
    Index: index,
    Value: value,
    ...(key !== undefined && { Key: key }),
    ...(source !== undefined && { Source: source }),
  };
  return visit.evaluate(state.ItemSelector, { context: { ...visit.context, Map: { Item } } });
}
