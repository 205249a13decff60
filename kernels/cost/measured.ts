import data from './measured.json' with { type: 'json' };

/** Coefficients by feature: a quantity is the sum of coefficient times feature. */
export type Coefficients = Record<string, number>;

/** How a function behaved on the machine that it was measured on. */
export interface MeasuredFunction {
  /** Of CPU until the handler is loaded. */
  initSeconds: number;
  /** Of CPU that one invocation takes after that. */
  seconds: Coefficients;
  /** The most resident memory of any invocation, in MiB. */
  peakMemory: number;
}

/** What `npm run measure:cost` found; it writes the file anew. */
export interface Measured {
  date: string;
  /** The machine and Node's version. */
  machine: string;
  samples: {
    patients: number;
    trainingRows: number;
    targetRange: number;
    campaign: number;
    ratings: number;
    /** Who have rated. */
    ratingCustomers: number;
  };
  functions: Record<string, MeasuredFunction>;
  /** Of a table's files, as stored. */
  bytesPerRow: Record<string, number>;
  /** That a run adds to the bucket, by machine. */
  bytesWritten: Record<string, Coefficients>;
  /** Pairs of customers at each distance: n × perCustomer + n² × perSquare. */
  pairs: { distance: number; perCustomer: number; perSquare: number }[];
  /** Of the local command with all its processes, running a machine on the samples, in MiB. */
  peakMemory: Record<string, number>;
}

export const measured: Measured = data;

/** The sum of coefficient times feature. A feature without a coefficient, or the reverse, is a defect of the file. */
export function evaluate(coefficients: Coefficients, features: Record<string, number>): number {
  return Object.entries(coefficients).reduce((sum, [name, coefficient]) => {
    if (features[name] === undefined) throw new Error(`There is no feature ${name} for this coefficient.`);
    return sum + coefficient * features[name];
  }, 0);
}

/** Pairs within a distance among so many customers that are like the generated ones. */
export function pairsWithin(eps: number, customers: number): number {
  const near = measured.pairs.filter(({ distance }) => distance <= eps);
  return Math.round(
    near.reduce(
      (sum, { perCustomer, perSquare }) => sum + customers * perCustomer + customers ** 2 * perSquare,
      0,
    ),
  );
}
