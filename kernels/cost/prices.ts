import data from './prices.json' with { type: 'json' };

/** A list price: `price` US dollars for `per` units. */
export interface Price {
  item: string;
  price: number;
  per: number;
  unit: string;
  /** Where the price was read. */
  source: string;
  /** When the source says that it was so; null where it bears no date. */
  published: string | null;
}

export type PriceName = keyof typeof data.prices;

export interface InstanceSize {
  name: string;
  memoryGiB: number;
  perHour: number;
}

/** The list's region and the day on which its sources were read. */
export const { region, read } = data;
export const prices: Record<PriceName, Price> = data.prices;
/** On-demand instances with Linux, smallest first. */
export const instances: { source: string; published: string; sizes: InstanceSize[] } = data.instances;
