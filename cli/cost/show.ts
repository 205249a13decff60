import { formatTable } from '../format/table.ts';
import { wholeCoreMemory } from '../../kernels/cost/functions.ts';
import type { FunctionCost } from '../../kernels/cost/functions.ts';
import type { Charge } from '../../kernels/cost/bill.ts';
import type { Estimate } from './estimate.ts';
import type { Price } from '../../kernels/cost/prices.ts';
import { unloadFiles } from '../../kernels/cost/requests.ts';
import type { Scan } from '../../kernels/cost/scans.ts';
import type { Server } from '../../kernels/cost/server.ts';

const text = (title: string) => ({ title, numeric: false });
const number = (title: string) => ({ title, numeric: true });

/** The estimate for a terminal. */
export function showEstimate(estimate: Estimate): string[] {
  const { functions, queries } = estimate;
  const sections = [
    showHead(estimate),
    showLines(estimate),
    ...(functions.length > 0 ? [showFunctions(functions)] : []),
    ...(queries.length > 0 ? [showQueries(queries)] : []),
    showServers(estimate),
    showAssumptions(estimate),
    showPrices(estimate),
  ];
  return sections.flatMap((section, i) => (i === 0 ? section : ['', ...section]));
}

function showHead({ machine, input, total, region, nights }: Estimate): string[] {
  return [
    `${machine} on AWS, ${region}: about ${dollars(total.run)} a run, ${dollars(total.month)} for ${nights} nights.`,
    `An estimate with the input ${JSON.stringify(input)}, at list prices, no free tier counted.`,
  ];
}

function showLines({ lines, total, nights }: Estimate): string[] {
  const columns = [
    text('item'),
    number('quantity'),
    number('unit price'),
    number('one run'),
    number(`${nights} nights`),
    text('quantity of a run'),
  ];
  const rows = lines.map((line) => [
    line.item,
    `${quantity(line.run)} ${line.unit}`,
    unitPrice(line),
    dollars(line.run.amount),
    dollars(line.month.amount),
    line.how,
  ]);
  return formatTable(columns, [...rows, ['total', '', '', dollars(total.run), dollars(total.month), '']]);
}

function showFunctions(functions: FunctionCost[]): string[] {
  const columns = [text('function'), number('invocations'), number('s each'), number('MB'), number('GB-s')];
  const rows = functions.map(({ name, invocations, seconds, memory, gbSeconds }) => [
    name,
    String(invocations),
    (seconds / invocations).toFixed(2),
    String(memory),
    gbSeconds.toFixed(2),
  ]);
  return [
    ...formatTable(columns, rows),
    `GB-s = invocations × s each × MB / 1024; s each = (start + run as measured on one core) × ${wholeCoreMemory} / MB where MB is less.`,
  ];
}

function showQueries(queries: Scan[]): string[] {
  const columns = [
    text('query'),
    number('MB scanned'),
    number('MB charged'),
    text('tables, with how often each is read'),
  ];
  const rows = queries.map(({ state, megabytes, billedMegabytes, tables }) => [
    state,
    megabytes.toFixed(2),
    String(billedMegabytes),
    Object.entries(tables)
      .map(([table, times]) => `${table} × ${times}`)
      .join(', '),
  ]);
  return formatTable(columns, rows);
}

function showServers({ servers: { smallest, fitting, peakMemory }, total }: Estimate): string[] {
  const fits = smallest.instance.name === fitting.instance.name;
  return [
    'Instead, an EC2 instance left on for a cron job, a month:',
    ...[smallest, ...(fits ? [] : [fitting])].map((server) => showServer(server, total.month)),
    `  On the samples, whatever the size here, the work took ${Math.round(peakMemory)} MiB on one computer: ` +
      (fits
        ? `a ${smallest.instance.name} holds it.`
        : `a ${smallest.instance.name} does not hold it, a ${fitting.instance.name} is the smallest that does.`),
  ];
}

function showServer({ instance, month, how }: Server, serverless: number): string {
  const verdict =
    month < serverless
      ? `cheaper than the ${dollars(serverless)} above`
      : `${times(month / serverless)} times the ${dollars(serverless)} above`;
  return `  ${instance.name} (${instance.memoryGiB} GiB): ${how} = ${dollars(month)}, ${verdict}`;
}

function times(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(1) : count(Math.round(ratio));
}

function showAssumptions({ volume, measured }: Estimate): string[] {
  const { patients, customers, campaign, ratings } = volume;
  return [
    'Assumed:',
    `  ${count(patients)} patients, ${count(customers)} customers and ${count(campaign)} of the campaign, ${count(ratings)} ratings, each like the samples; of these what the machine reads.`,
    `  Nothing is retried, every invocation starts a new environment, an iteration takes all its rounds, an UNLOAD writes ${unloadFiles} files,`,
    '  all that is written is kept. Not counted: what a person does besides, data that leave the region, taxes.',
    `  Times are of ${measured.date} on ${measured.machine}; Lambda's own cores are slower or faster.`,
  ];
}

function showPrices({ lines, prices, region }: Estimate): string[] {
  const columns = [text('price'), number('US dollars'), text('published'), text('source')];
  const row = (item: string, price: Omit<Price, 'item'>) => [
    item,
    unitPrice(price),
    price.published ?? 'no date',
    price.source,
  ];
  const { address, volume } = prices.prices;
  const used = lines.map(({ name }) => prices.prices[name]);
  return [
    `Prices in ${region}, read on ${prices.read}:`,
    ...formatTable(columns, [
      ...[...used, address, volume].map((price) => row(price.item, price)),
      ...prices.instances.sizes.slice(0, 1).map(({ name, perHour }) =>
        row(`EC2, ${name}; each next size doubles`, {
          ...prices.instances,
          price: perHour,
          per: 1,
          unit: 'h',
        }),
      ),
    ]),
  ];
}

function unitPrice({ price, per, unit }: Pick<Price, 'price' | 'per' | 'unit'>): string {
  return per === 1 ? `$${price} / ${unit}` : `$${price} / ${count(per)} ${unit}`;
}

/** Cents, or two significant digits below one. */
function dollars(amount: number): string {
  if (amount >= 0.00995 || amount === 0) return `$${amount.toFixed(2)}`;
  const digits = Math.min(10, 1 - Math.floor(Math.log10(amount)));
  return `$${amount.toFixed(digits)}`;
}

function quantity({ quantity: units }: Charge): string {
  return Number.isInteger(units) ? count(units) : String(Number(units.toPrecision(3)));
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
