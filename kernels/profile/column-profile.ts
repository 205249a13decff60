/** What is known of one column of a table. */
export interface ColumnProfile {
  /** As delivered. */
  name: string;
  /** The catalog's. */
  type: string;
  kind: 'number' | 'text' | 'boolean' | 'date';
  rows: number;
  nulls: number;
  distinct: number;
  /** The first and the last value in order of their text; null for numbers, and where there is none. */
  first: string | null;
  last: string | null;
  /** Null for a column without numbers. */
  numbers: Numbers | null;
  /** The most frequent values, at most 20. */
  top: { value: string; rows: number }[];
}

export interface Numbers {
  minimum: number;
  q05: number;
  q25: number;
  q50: number;
  q75: number;
  q95: number;
  maximum: number;
  mean: number;
  /** Of a sample; null for a single number. */
  deviation: number | null;
  /** Numbers more than 1.5 interquartile ranges outside the quartiles (Tukey, Exploratory Data Analysis, 1977). */
  outliers: number;
  /** Rows in each of 20 bins of one width from the least number to the largest. */
  histogram: number[];
}

/** Pearson's, over the rows that have both; null where one of them does not vary. */
export interface Correlation {
  columns: [string, string];
  rows: number;
  correlation: number | null;
}
