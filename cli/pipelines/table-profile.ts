import { formatTable } from '../format/table.ts';
import { formatNumber } from './format-number.ts';
import type { Pipeline } from './pipeline.ts';

/** The published profile of a table, as far as it is shown. */
export interface TableProfile {
  table: string;
  rows: number;
  advice: { ids: string[]; targets: string[]; features: string[]; notes: string[] };
  columns: {
    name: string;
    type: string;
    nulls: number;
    distinct: number;
    numbers: { minimum: number; q50: number; maximum: number; mean: number; outliers: number } | null;
    top: { value: string; rows: number }[];
  }[];
}

const columns = [
  { title: 'column', numeric: false },
  { title: 'type', numeric: false },
  { title: 'nulls', numeric: true },
  { title: 'distinct', numeric: true },
  { title: 'least', numeric: true },
  { title: 'median', numeric: true },
  { title: 'largest', numeric: true },
  { title: 'most frequent', numeric: false },
];

const longest = 24;

/** The columns as lines, and what they may serve for. */
function showProfile({ table, rows, advice, columns: profiles }: TableProfile): string[] {
  return [
    `Profile of ${table}: ${profiles.length} columns, ${rows} rows`,
    '',
    ...formatTable(columns, profiles.map(cellsOf)),
    '',
    `  may be an id: ${listed(advice.ids)}`,
    `  may be a target: ${listed(advice.targets)}`,
    `  may be features: ${listed(advice.features)}`,
    ...advice.notes.map((note) => `  ${note}`),
  ];
}

function cellsOf({ name, type, nulls, distinct, numbers, top }: TableProfile['columns'][number]): string[] {
  const figures = numbers ? [numbers.minimum, numbers.q50, numbers.maximum].map(formatNumber) : ['', '', ''];
  return [name, type, String(nulls), String(distinct), ...figures, shortened(top[0]?.value ?? '')];
}

const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
const listed = (names: string[]): string => (names.length === 0 ? 'none' : names.join(', '));

export const tableProfile: Pipeline = {
  machine: 'table-profile',
  name: 'profile',
  report: (content) => showProfile(content as TableProfile),
  samples: {},
};
