import type { Json } from 'template-runtime/asl';
import { StatesError } from 'template-runtime/asl';
import { CommandFailure } from '../failure.ts';
import { billOf, nights, total } from '../../kernels/cost/bill.ts';
import type { Line } from '../../kernels/cost/bill.ts';
import { functionCosts } from '../../kernels/cost/functions.ts';
import type { FunctionCost } from '../../kernels/cost/functions.ts';
import { measured } from '../../kernels/cost/measured.ts';
import { instances, prices, read, region } from '../../kernels/cost/prices.ts';
import { Rehearsal } from './rehearsal.ts';
import { scanOf } from '../../kernels/cost/scans.ts';
import type { Scan } from '../../kernels/cost/scans.ts';
import { serversFor } from '../../kernels/cost/server.ts';
import type { Servers } from '../../kernels/cost/server.ts';
import { machineOf } from './stage.ts';
import type { PackagedStack } from './stage.ts';
import { transitionsOf } from '../../kernels/cost/usage.ts';
import type { Executions } from '../../kernels/cost/usage.ts';
import type { Volume } from '../../kernels/cost/volume.ts';

/** What a machine costs on AWS, and how that comes about. Amounts are US dollars. */
export interface Estimate {
  machine: string;
  input: Json;
  volume: Volume;
  region: string;
  nights: number;
  /** Of one run and of so many nights. */
  total: { run: number; month: number };
  lines: Line[];
  executions: (Executions & { transitions: number })[];
  functions: FunctionCost[];
  queries: Scan[];
  servers: Servers;
  prices: { read: string; prices: typeof prices; instances: typeof instances };
  measured: { date: string; machine: string };
}

/**
 * Estimates by rehearsing the packaged machine.
 * @throws CommandFailure as the execution would fail: for an input that the machine refuses, or data that it cannot take
 */
export async function estimateCost(
  stack: PackagedStack,
  machine: string,
  input: Json,
  volume: Volume,
): Promise<Estimate> {
  const rehearsal = new Rehearsal({ ...stack, volume });
  await rehearse(rehearsal, stack, machine, input);
  const { usage } = rehearsal;
  const functions = functionCosts(usage.invocations, stack.memory);
  const queries = usage.queries.map(scanOf);
  const lines = billOf({ usage, functions, scans: queries, volume });
  return {
    machine,
    input,
    volume,
    region,
    nights,
    total: {
      run: total(lines.map(({ run }) => run.amount)),
      month: total(lines.map(({ month }) => month.amount)),
    },
    lines,
    executions: usage.executions.map((each) => ({ ...each, transitions: transitionsOf(each) })),
    functions,
    queries,
    servers: serversFor(machine),
    prices: { read, prices, instances },
    measured: { date: measured.date, machine: measured.machine },
  };
}

async function rehearse(
  rehearsal: Rehearsal,
  stack: PackagedStack,
  machine: string,
  input: Json,
): Promise<void> {
  try {
    await rehearsal.run(machineOf(stack, machine), input);
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    throw new CommandFailure(error.error, `${machine} would fail: ${error.error}: ${error.errorCause ?? ''}`);
  }
}
