import { readFileSync } from 'node:fs';
import { featureNames, type Customer } from '../../../kernels/segmentation/features.ts';

const file = new URL('../../../lake/samples/marketing_campaign.csv', import.meta.url);
const features: ((row: Record<string, string>) => number)[] = [
  (row) => 2014 - Number(row.Year_Birth),
  (row) => Number(row.Income),
  (row) => sum(Object.keys(row).flatMap((name) => (name.startsWith('Mnt') ? [Number(row[name])] : []))),
  (row) => Number(row.NumDealsPurchases),
  (row) => Number(row.NumWebPurchases),
  (row) => Number(row.NumCatalogPurchases),
  (row) => Number(row.NumStorePurchases),
  (row) => Number(row.NumWebVisitsMonth),
  (row) => Number(row.Recency),
];

export interface RawCustomer {
  customerId: number;
  raw: number[];
}

/** The customers with an income, in the order of the file, with the features in the order of `featureNames`. */
export function readCampaign(): RawCustomer[] {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = header!.split('\t');
  return lines
    .map((line) => toRow(names, line.split('\t')))
    .filter((row) => row.Income !== '')
    .map((row) => ({ customerId: Number(row.ID), raw: features.map((feature) => feature(row)) }));
}

function toRow(names: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(cells.map((cell, i) => [names[i]!, cell]));
}

/** The steps of the reference, in plain code of the tests' own: cap at the 95th percentile, then standardise. */
export function scaleCampaign(customers: readonly RawCustomer[]): Customer[] {
  const columns = featureNames.map((_, i) => customers.map(({ raw }) => raw[i]!));
  const caps = columns.map((values) => percentile95(values));
  const capped = columns.map((values, i) => values.map((value) => Math.min(value, caps[i]!)));
  const means = capped.map((values) => sum(values) / values.length);
  const deviations = capped.map((values, i) =>
    Math.sqrt(sum(values.map((value) => (value - means[i]!) ** 2)) / values.length),
  );
  return customers.map(({ customerId }, row) => ({
    customerId,
    capped: capped.map((values) => values[row]!),
    scaled: capped.map((values, i) => (values[row]! - means[i]!) / deviations[i]!),
  }));
}

/** A row of silver_campaign_features. */
export function featureRow({ customerId, capped, scaled }: Customer, raw: readonly number[]): object {
  const cells = featureNames.flatMap((name, i) => [
    [name, raw[i]],
    [`${name}_capped`, capped[i]],
    [`${name}_scaled`, scaled[i]],
  ]);
  return { customer_id: customerId, ...(Object.fromEntries(cells) as object) };
}

function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = 0.95 * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
