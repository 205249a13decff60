import { groupedCustomers, nastyCustomers, uniformCustomers } from './customers.ts';
import { badCampaign, campaign, nastyRatings, patients, ratings } from './deliveries.ts';
import type { Delivery } from './lake.ts';

/** Those whose queries make up `sql/`. */
export const machines = [
  'svr-leaderboard',
  'customer-clusters',
  'customer-segments',
  'ratings-prep',
  'table-profile',
];

/** Data, and the executions of a machine whose queries are compared on it. */
export interface Scenario {
  machine: string;
  delivery: Delivery;
  inputs: Input[];
  /** Whether Trino is also asked for the distances of all pairs, to compare its times. */
  withAllPairs?: boolean;
}

/** An execution's input. */
export type Input = Record<string, unknown>;

/** Every statement of `sql/`, on data as delivered and on data as nobody wants it. */
export async function scenarios(): Promise<Scenario[]> {
  const trials = { trials: 12, seed: 7, strategy: 'halton' };
  const segments = { kMin: 2, kMax: 3, restarts: 1 };
  return [
    {
      machine: 'svr-leaderboard',
      delivery: await patients(),
      inputs: [
        { ...trials, rankBy: 'r2_cv' },
        { ...trials, rankBy: 'r2_test' },
      ],
    },
    {
      machine: 'customer-clusters',
      delivery: nastyCustomers(),
      inputs: [0.05, 0.1, 0.25, 0.3, 0.5, 0.6, 0.75, 1].map((eps) => ({ eps })),
    },
    {
      machine: 'customer-clusters',
      delivery: groupedCustomers(3000),
      inputs: [{ eps: 0.1 }, { eps: 0.3 }, { eps: 0.5 }],
    },
    {
      machine: 'customer-clusters',
      delivery: uniformCustomers(5000),
      inputs: [{ eps: 0.3 }, { eps: 0.5 }],
      withAllPairs: true,
    },
    {
      machine: 'customer-segments',
      delivery: await campaign(),
      inputs: [segments, { ...segments, referenceYear: 1960 }],
    },
    { machine: 'customer-segments', delivery: await badCampaign(), inputs: [segments] },
    {
      machine: 'ratings-prep',
      delivery: await ratings(),
      inputs: [
        {},
        { minRatingsPerCustomer: 20, minRatingsPerProduct: 40 },
        { minRatingsPerCustomer: 10, minRatingsPerProduct: 20, iterate: true, maxRounds: 2 },
        { duplicates: 'mean' },
        { duplicates: 'last', time: 'rating_timestamp', split: 'last' },
      ],
    },
    {
      machine: 'ratings-prep',
      delivery: nastyRatings(),
      inputs: [
        { minRatingsPerCustomer: 1, minRatingsPerProduct: 1 },
        { minRatingsPerCustomer: 50, minRatingsPerProduct: 70, iterate: true, maxRounds: 3 },
      ],
    },
    { machine: 'table-profile', delivery: await patients(), inputs: [{ table: 'patients' }] },
    { machine: 'table-profile', delivery: await campaign(), inputs: [{ table: 'campaign' }] },
    { machine: 'table-profile', delivery: nastyRatings(), inputs: [{ table: 'ratings' }] },
  ];
}
