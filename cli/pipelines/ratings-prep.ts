import { shippedFile } from '../samples/sources.ts';
import type { Pipeline } from './pipeline.ts';

/** The published manifest of the prepared ratings, as far as it is shown. */
export interface RatingsManifest {
  before: { ratings: number; customers: number; products: number };
  after: { ratings: number; customers: number; products: number; mean_star_rating: number };
  minRatingsPerCustomer: number;
  minRatingsPerProduct: number;
}

/** The filter's effect in a few lines. */
export function showRatings(manifest: RatingsManifest): string[] {
  const { before, after, minRatingsPerCustomer, minRatingsPerProduct } = manifest;
  return [
    `Ratings for training: ${after.ratings} of ${before.ratings}, of customers with at least ` +
      `${minRatingsPerCustomer} and products with at least ${minRatingsPerProduct} ratings`,
    '',
    `  ${after.customers} of ${before.customers} customers, ${after.products} of ${before.products} products; ` +
      `${after.mean_star_rating.toFixed(3)} stars on average`,
  ];
}

export const ratingsPrep: Pipeline = {
  machine: 'ratings-prep',
  name: 'ratings',
  report: (content) => showRatings(content as RatingsManifest),
  samples: { bronze_ratings: () => shippedFile('lake/samples/ratings.tsv.gz') },
};
