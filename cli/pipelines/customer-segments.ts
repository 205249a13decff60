import { shippedFile } from '../samples/sources.ts';
import type { Pipeline } from './pipeline.ts';
import { formatTable } from '../format/table.ts';

/** The published report on the segments, as far as it is shown. */
export interface SegmentsReport {
  k: number;
  chosenBy: string;
  elbow: number;
  bestSilhouette: number;
  hopkins: number;
  tendencyToCluster: boolean;
  customers: number;
  choice: { k: number; silhouette: number; chosen: boolean }[];
  segments: {
    segment: number;
    name: string;
    size: number;
    share: number;
    income: number;
    total_spend: number;
  }[];
}

const columns = [
  { title: 'segment', numeric: true },
  { title: 'name', numeric: false },
  { title: 'customers', numeric: true },
  { title: 'share', numeric: true },
  { title: 'income', numeric: true },
  { title: 'total_spend', numeric: true },
];

/** The segments as lines. */
export function showSegments(report: SegmentsReport): string[] {
  const { k, chosenBy, elbow, customers, choice, segments } = report;
  const chosen = choice.find((one) => one.chosen)!;
  return [
    `Customer segments: ${k} among ${customers} customers, chosen by ${chosenBy}`,
    '',
    ...formatTable(
      columns,
      segments.map(({ segment, name, size, share, income, total_spend }) => [
        String(segment),
        name,
        String(size),
        `${(100 * share).toFixed(1)} %`,
        income.toFixed(0),
        total_spend.toFixed(0),
      ]),
    ),
    '',
    `  silhouette ${chosen.silhouette.toFixed(4)}; the elbow of k from ${choice[0]!.k} to ${choice.at(-1)!.k} is at ${elbow}`,
    ...showTendency(report),
  ];
}

/** What a person must know before acting on the segments. */
function showTendency({ hopkins, tendencyToCluster }: SegmentsReport): string[] {
  if (tendencyToCluster) return [];
  return [
    `  No tendency to cluster (Hopkins statistic ${hopkins.toFixed(2)}, 0.5 is by chance): the segments are parts of one cloud.`,
  ];
}

export const customerSegments: Pipeline = {
  machine: 'customer-segments',
  name: 'segments',
  report: (content) => showSegments(content as SegmentsReport),
  samples: { bronze_campaign: () => shippedFile('lake/samples/marketing_campaign.csv') },
};
