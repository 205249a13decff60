declare module 'density-clustering' {
  export class DBSCAN {
    noise: number[];
    run<T>(dataset: T[], epsilon: number, minPts: number, distance: (a: T, b: T) => number): number[][];
  }
}
