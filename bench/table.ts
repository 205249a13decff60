import type { Figure } from './figure.ts';

const columns: Record<string, (figure: Figure) => string> = {
  figure: ({ name }) => name,
  ours: ({ ours, unit = 's' }) => `${short(ours)} ${unit}`,
  peer: ({ peer, unit = 's' }) => (peer === null ? '' : `${short(peer)} ${unit}`),
  ratio: ({ ratio }) => (ratio === null ? '' : `${short(ratio)} x`),
  equal: ({ equal }) => String(equal ?? ''),
  memory: ({ peakMemory }) => (peakMemory == null ? '' : `${Math.round(peakMemory)} MiB`),
  'peer memory': ({ peerPeakMemory }) => (peerPeakMemory == null ? '' : `${Math.round(peerPeakMemory)} MiB`),
};

/** The figures as a Markdown table, padded so that it reads as text. */
export function showFigures(figures: Figure[]): string {
  const head = Object.keys(columns);
  const rows = [head, ...figures.map((figure) => head.map((column) => columns[column]!(figure)))];
  const widths = head.map((_, i) => Math.max(...rows.map((row) => row[i]!.length), 3));
  const pad = (cell: string, i: number) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!));
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [header, ...body] = rows.map((row) => row.map(pad));
  return [header!, rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
