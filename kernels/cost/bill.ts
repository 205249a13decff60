import type { FunctionCost } from './functions.ts';
import { evaluate, measured } from './measured.ts';
import { prices } from './prices.ts';
import type { Price, PriceName } from './prices.ts';
import { glueRequestsOf, s3RequestsOf } from './requests.ts';
import type { Scan } from './scans.ts';
import { transitionsOf } from './usage.ts';
import type { Executions, Usage } from './usage.ts';
import type { Volume } from './volume.ts';

/** Runs in a month of nights. */
export const nights = 30;

/** Lines that Lambda itself writes about an invocation with a start, as CloudWatch Logs counts them. */
const logBytes = 600;

/** One item of the bill: quantity × price / per = amount, in US dollars. */
export interface Line extends Pick<Price, 'item' | 'unit' | 'price' | 'per'> {
  name: PriceName;
  run: Charge;
  month: Charge;
  /** How the quantity of a run comes about. */
  how: string;
}

export interface Charge {
  quantity: number;
  amount: number;
}

export interface Work {
  usage: Usage;
  functions: FunctionCost[];
  scans: Scan[];
  volume: Volume;
}

export function billOf(work: Work): Line[] {
  const { usage, functions, scans } = work;
  const { machines, functions: invoked, athena } = s3RequestsOf(usage);
  const glue = glueRequestsOf(usage);
  const invocations = usage.invocations.length;
  return [
    line(
      'transitions',
      total(usage.executions.map(transitionsOf)),
      usage.executions.map(showTransitions).join(' + '),
    ),
    line('lambdaRequests', invocations, 'one per invocation'),
    line('lambdaDuration', total(functions.map(({ gbSeconds }) => gbSeconds)), 'the functions below'),
    line('athena', total(scans.map(({ billedMegabytes }) => billedMegabytes)), 'the queries below'),
    line(
      's3Writes',
      machines.writes + invoked.writes + athena.writes,
      `machines ${machines.writes} + functions ${invoked.writes} + Athena ${athena.writes}`,
    ),
    line(
      's3Reads',
      machines.reads + invoked.reads + athena.reads,
      `machines ${machines.reads} + functions ${invoked.reads} + Athena ${athena.reads}`,
    ),
    storageLine(work),
    line('glue', glue.machines + glue.athena, `machines ${glue.machines} + Athena ${glue.athena}`),
    line('scheduler', 1, 'the start of the night'),
    line('logs', (invocations * logBytes) / 1e9, `${logBytes} bytes for each invocation`),
  ].filter(({ run }) => run.quantity > 0);
}

/** The tables that are read, for a month, and what each night adds to them, all kept to the end of it. */
function storageLine({ usage, volume }: Work): Line {
  const tables = new Map(
    usage.queries.flatMap(({ reads }) => reads.map(({ table, bytes }) => [table, bytes])),
  );
  const delivered = total(
    [...tables].filter(([table]) => table.startsWith('bronze_')).map(([, bytes]) => bytes),
  );
  const written = total(
    usage.executions
      .filter(({ flow }) => measured.bytesWritten[flow])
      .map(({ flow }) => evaluate(measured.bytesWritten[flow]!, { ...volume })),
  );
  const [before, added] = [delivered / 1e9, written / 1e9];
  const how = `${gigabytes(before)} GB of tables + ${gigabytes(added)} GB written by each run`;
  return line('s3Storage', before + added, how, before + nights * added);
}

function line(name: PriceName, quantity: number, how: string, month = nights * quantity): Line {
  const { item, unit, price, per } = prices[name];
  const charge = (units: number) => ({ quantity: units, amount: (units * price) / per });
  return { name, item, unit, price, per, run: charge(quantity), month: charge(month), how };
}

function showTransitions({ flow, count, statesEntered, ofMap }: Executions): string {
  if (!ofMap) return `${flow} ${statesEntered}`;
  return `${flow} ${count} ${count === 1 ? 'child' : 'children'} × (1 + ${statesEntered / count})`;
}

export function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function gigabytes(value: number): string {
  return value.toPrecision(2);
}
