import { measured } from './measured.ts';
import { instances, prices } from './prices.ts';
import type { InstanceSize } from './prices.ts';

const hoursPerMonth = 730;
const volumeGb = 8;
/** What the operating system itself takes, in MiB; an estimate. */
const systemMemory = 200;

/** An instance that is left on for a cron job, with its disk and address. */
export interface Server {
  instance: InstanceSize;
  /** US dollars. */
  month: number;
  how: string;
}

/** The smallest there is, and the smallest that holds the work. */
export interface Servers {
  smallest: Server;
  fitting: Server;
  /** MiB that the machine took on the samples, run by the local runtime. */
  peakMemory: number;
}

/** @param machine short name */
export function serversFor(machine: string): Servers {
  const peakMemory = measured.peakMemory[machine]!;
  const { sizes } = instances;
  const fitting = sizes.find(({ memoryGiB }) => memoryGiB * 1024 >= peakMemory + systemMemory);
  return { smallest: leftOn(sizes[0]!), fitting: leftOn(fitting ?? sizes.at(-1)!), peakMemory };
}

function leftOn(instance: InstanceSize): Server {
  const { address, volume } = prices;
  return {
    instance,
    month: hoursPerMonth * (instance.perHour + address.price) + volumeGb * volume.price,
    how:
      `${hoursPerMonth} h × ($${instance.perHour} + $${address.price} for its public IPv4 address) + ` +
      `${volumeGb} GB × $${volume.price} for its gp3 volume`,
  };
}
