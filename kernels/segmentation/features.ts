/** What customers are segmented by, in the order of the columns of every feature row. */
export const featureNames = [
  'age',
  'income',
  'total_spend',
  'num_deals_purchases',
  'num_web_purchases',
  'num_catalog_purchases',
  'num_store_purchases',
  'num_web_visits_month',
  'recency',
] as const;
export type FeatureName = (typeof featureNames)[number];

/** One customer of silver_campaign_features; both lists in the order of `featureNames`. */
export interface Customer {
  customerId: number;
  /** In the table's own units, no larger than each feature's 95th percentile. */
  capped: number[];
  /** The same, less the mean and divided by the population deviation. */
  scaled: number[];
}
