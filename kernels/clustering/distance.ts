/** The most hundredths that are at most a distance. Distances between customers are whole hundredths. */
export function hundredthsWithin(distance: number): number {
  const nearest = Math.round(100 * distance);
  return nearest / 100 <= distance ? nearest : nearest - 1;
}
