import { shippedFile } from '../samples/sources.ts';
import type { Pipeline } from './pipeline.ts';

/** The published manifest of the prepared ratings, as far as it is shown. */
export interface RatingsManifest {
  before: { ratings: number; customers: number; products: number };
  after: {
    ratings: number;
    customers: number;
    products: number;
    mean_star_rating?: number | null;
    /** Of tables of one's own. */
    mean_rating?: number | null;
  };
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
    `  ${after.customers} of ${before.customers} customers, ${after.products} of ${before.products} products${meanOf(after)}`,
  ];
}

function meanOf({ mean_star_rating, mean_rating }: RatingsManifest['after']): string {
  if (typeof mean_star_rating === 'number') return `; ${mean_star_rating.toFixed(3)} stars on average`;
  return typeof mean_rating === 'number' ? `; ${mean_rating.toFixed(3)} on average` : '';
}

export const ratingsPrep: Pipeline = {
  machine: 'ratings-prep',
  name: 'ratings',
  report: (content) => showRatings(content as RatingsManifest),
  samples: { bronze_ratings: () => shippedFile('lake/samples/ratings.tsv.gz') },
};
