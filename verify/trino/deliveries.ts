import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectRoot } from '../../cli/paths.ts';
import { readPatients } from '../../cli/samples/patients.ts';
import type { Delivery } from './lake.ts';

const read = (file: string) => readFile(join(projectRoot, 'lake/samples', file));

export async function patients(): Promise<Delivery> {
  const text = [...(await readPatients())].map((row) => `${JSON.stringify(row)}\n`).join('');
  return { table: 'bronze_patients', name: 'patients', text };
}

export async function campaign(): Promise<Delivery> {
  const text = (await read('marketing_campaign.csv')).toString();
  return { table: 'bronze_campaign', name: 'campaign', text };
}

/** Cells that are no numbers, or are to one reader and not to another, by column; one row each. */
const badCells: [name: string, cells: string[]][] = [
  ['ID', ['', 'x', '1.0', '9007199254740993', '-7', '+8', '0x10', '1e3', ' 12 ', '\u00a013']],
  ['Year_Birth', ['', '1800', '2050', '1980.5', ' 1980']],
  [
    'Income',
    ['', ' ', 'NaN', 'nan', 'Infinity', '-inf', '1e400', '2e12', '1d', '1f', '5.', '.5', '1_0', '1,5'],
  ],
  ['Recency', ['', '\\N', '1e-400', 'null', '1e2', '+4', '--4', '4 4', '\u20074']],
];

/**
 * The campaign with a bad cell in some rows, an id twice, a row that ends early, one with a cell too many, an empty
 * one, and lines that end as on Windows.
 */
export async function badCampaign(): Promise<Delivery> {
  const [header = '', ...rows] = (await campaign()).text.trimEnd().split('\n');
  const names = header.split('\t');
  const withCell = (row: string, name: string, cell: string) =>
    row
      .split('\t')
      .map((value, i) => (names[i] === name ? cell : value))
      .join('\t');
  const bad = badCells.flatMap(([name, cells]) => cells.map((cell) => ({ name, cell })));
  // Those without a readable id are alike but for it: the features' statement takes all of them for one customer.
  const damaged = bad.map(({ name, cell }, i) => withCell(rows[name === 'ID' ? 0 : i]!, name, cell));
  const [first = '', second = '', third = '', fourth = '', ...others] = rows.slice(damaged.length);
  const ragged = [first, first, `${second.slice(0, 40)}`, `${third}\t9`, '', `${fourth}\r`];
  const text = [header, ...damaged, ...ragged, ...others].map((line) => `${line}\n`).join('');
  return { table: 'bronze_campaign', name: 'bad campaign', text };
}

export async function ratings(): Promise<Delivery> {
  const text = gunzipSync(await read('ratings.tsv.gz')).toString();
  return { table: 'bronze_ratings', name: 'ratings', text };
}

/** Few customers and products, some of them none; texts that sort, quote and escape differently; ragged rows. */
export function nastyRatings(): Delivery {
  const customers = ['1', '10', '2', '', '\\N', 'é', 'z', 'Z', '\u{1f600}', '\uffee', ' 1', 'a"b'];
  const products = ['p', 'P', 'q"', '\\N', 'p\\', '\u{1f3ac}', '\uff01', 'x'];
  const stars = ['1', '5', '3', '4', '2', '', 'x', '4.7', '6', '\\N', ' 2'];
  const rows = Array.from({ length: 900 }, (_, i) =>
    [
      customers[(i * i + 3 * i) % customers.length],
      products[(i * 7 + (i >> 3)) % products.length],
      stars[(i * 13 + (i >> 4)) % (i % 9 === 0 ? stars.length : 5)],
      i % 5 === 0 ? '\\N' : `A "title", it's \\t number ${i % 17} \u{1f600}`,
      String(i % 11),
      String(1_400_000_000 + i),
    ].join('\t'),
  );
  const lines = ['customer_id\tproduct_id\tstar_rating\tproduct_title\trating10\trating_timestamp', ...rows];
  lines.push('1\tp', '', '1\tp\t5\ttitle\t9\t1400000000\ttoo many', '2\tp\t3\t\t\t');
  return { table: 'bronze_ratings', name: 'nasty ratings', text: lines.map((line) => `${line}\n`).join('') };
}
