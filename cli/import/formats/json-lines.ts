import { show } from '../check-row.ts';
import type { Format } from './format.ts';

/** One JSON object in each line, stored with the columns in the catalog's order. */
export const jsonLines: Format = {
  title: 'JSON Lines',
  file: 'data.jsonl.gz',
  parse(line) {
    if (line.trim() === '') return { problem: { text: 'must be a JSON object, but is empty' } };
    try {
      return { value: JSON.parse(line) as unknown };
    } catch {
      return { problem: { text: `must be JSON, but is not: ${show(line.trim())}` } };
    }
  },
  print: (row, columns) =>
    JSON.stringify(
      row,
      columns.map(({ name }) => name),
    ),
};
