/** How much data a run meets: rows of the tables it reads, and what it makes of them on the way. */
export interface Volume {
  patients: number;
  trainingRows: number;
  /** Largest less smallest target of the training rows. */
  targetRange: number;
  /** Rows of `bronze_customers`. */
  customers: number;
  /** Rows of `bronze_campaign`. */
  campaign: number;
  ratings: number;
  /** Set when the trials are planned. */
  trials: number;
  /** Set when the distances are measured. */
  pairs: number;
}
