import type { Split } from '../../kernels/rows/split.ts';

/** The field `split` of the machine's input. */
export interface SplitField {
  column?: string;
  share?: number;
  date?: string;
  testFrom?: string;
  group?: string;
}

const usualShare = 0.2;

/** What the field means; its columns were read into each row's side. */
export function splitOf({ column, share = usualShare, date, testFrom, group }: SplitField): Split {
  if (column) return { by: 'column' };
  if (date) return { by: 'date', testFrom: testFrom! };
  return { by: group ? 'group' : 'share', share };
}
