import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { interrupted } from '../context.ts';
import { CommandFailure } from '../failure.ts';
import type { Scheduler } from 'template-runtime/scheduler';
import { ensurePackaged, packagedAt } from '../package.ts';
import { announceGuest, otherGuests } from './guests.ts';
import { makeHome } from './home.ts';
import { isElsewhere, publishEndpoint, releaseLock, takeLock } from './lock.ts';
import { lockFile } from './lock-file.ts';
import type { Holder } from './lock-file.ts';
import { oldPackageWarning } from './old-package.ts';
import { answers } from './processes.ts';

/** A local runtime in use: this process's own, or another's. */
export interface OpenRuntime {
  endpoint: string;
  /** The other process, if it is another's. */
  holder?: Serving;
  /** Our own runtime. */
  own?: OwnRuntime;
  /** Leaves the runtime. Our own serves on until the commands that use it have ended, then stops. */
  close(): Promise<void>;
  /** Stops our own runtime whoever uses it. */
  stop(): Promise<void>;
}

export interface OwnRuntime {
  scheduler: Scheduler;
  /** What of the package is not served, a line each. */
  notServed: () => string[];
  /** Takes up the package as it is now. */
  reload: () => Promise<void>;
  /** When the package was made, in milliseconds since 1970. */
  packagedMs: number | undefined;
}

/** How our own runtime is to be. */
export interface RuntimeSettings {
  port?: number;
  /** File with the faults to inject. */
  faults?: string;
  /** Whether machines are run: of another's runtime that runs an old package the person is told. */
  runs?: true;
}

/** How long another process may take to package and start, and one that serves to answer or to end. */
const startPatienceMs = 90_000;
const answerPatienceMs = 10_000;

/** Opens the home's runtime: starts it in this process, unless a live process serves the home already. */
export async function openRuntime(context: Context, settings: RuntimeSettings = {}): Promise<OpenRuntime> {
  makeHome(context.home);
  const leave = announceGuest(context.home);
  try {
    const holder = await takeOrFind(context);
    if (!holder) return await startOwn(context, settings, leave);
    if (settings.faults !== undefined) throw holderHasNoFaults(holder, context.home);
    requireSamePackage(holder, context);
    const warning = settings.runs && !context.isForeign && oldPackageWarning(holder.pid, holder.packagedMs);
    if (warning) context.output.note(warning);
    const close = async () => leave();
    return { endpoint: holder.endpoint, holder, close, stop: close };
  } catch (error) {
    leave();
    throw error;
  }
}

/** Returns the process that serves the home, or undefined when the home is ours now. */
async function takeOrFind({ home, signal }: Context): Promise<Serving | undefined> {
  const began = Date.now();
  for (;;) {
    const holder = takeLock(home);
    if (!holder) return undefined;
    if (isElsewhere(holder)) throw heldElsewhere(home, holder);
    if (serves(holder) && (await answers(holder.endpoint))) return holder;
    if (signal.aborted) throw interrupted();
    giveUpInTime(home, holder, Date.now() - began);
    await sleep(100);
  }
}

type Serving = Holder & { endpoint: string };

function serves(holder: Holder): holder is Serving {
  return holder.endpoint !== undefined;
}

/** A home is never taken from a process that may be alive, whether it answers or not. */
function giveUpInTime(home: string, holder: Holder, waitedMs: number): void {
  const patienceMs = serves(holder) ? answerPatienceMs : startPatienceMs;
  if (waitedMs <= patienceMs) return;
  throw new CommandFailure(
    'HomeInUse',
    `Process ${holder.pid} holds ${home} and has not answered for ${patienceMs / 1000} seconds. ` +
      'Wait for it or end it, or choose another directory with --home.',
  );
}

function heldElsewhere(home: string, { pid }: Holder): CommandFailure {
  return new CommandFailure(
    'HomeInUse',
    `Process ${pid} of another machine or container holds ${home}. End it there, or choose another directory ` +
      `with --home. If it no longer runs, delete ${lockFile(home)}.`,
  );
}

async function startOwn(
  context: Context,
  { port, faults }: RuntimeSettings,
  leave: () => void,
): Promise<OpenRuntime> {
  const { home } = context;
  try {
    const { readFaults, startRuntime } = await import('template-runtime');
    const plan = faults === undefined ? undefined : readFaults(faults);
    await ensurePackaged(context);
    const runtime = await startRuntime({
      home,
      packageDirectory: context.package,
      partial: context.isForeign,
      port,
      faults: plan,
    });
    const publish = () => {
      const packagedMs = packagedAt(context.package);
      publishEndpoint(home, { endpoint: runtime.endpoint, packagedMs, package: context.package });
      return packagedMs;
    };
    const packagedMs = publish();
    const reload = () => runtime.reload().then(() => void publish());
    const stop = async () => {
      await runtime.stop().finally(() => releaseLock(home));
      leave();
    };
    const close = async () => {
      await waitForGuests(context);
      await stop();
    };
    const { endpoint, scheduler, notServed } = runtime;
    if (context.isForeign) notServed().forEach((line) => context.output.note(line));
    return { endpoint, own: { scheduler, notServed, reload, packagedMs }, close, stop };
  } catch (error) {
    releaseLock(home);
    throw error;
  }
}

function requireSamePackage({ pid, package: served }: Holder, { home, package: wanted }: Context): void {
  if (served === undefined || served === wanted) return;
  throw new CommandFailure(
    'HomeInUse',
    `Process ${pid} serves ${home} with the package ${served}. Say --package ${served}, or choose another directory with --home.`,
  );
}

function holderHasNoFaults({ pid }: Holder, home: string): CommandFailure {
  return new CommandFailure(
    'HomeInUse',
    `Process ${pid} serves ${home} without these faults. End it, give --faults to up, or choose another directory with --home.`,
  );
}

/** A Ctrl-C during the wait ends it; one that came before concerned our own work only. */
async function waitForGuests({ home, output, signal }: Context): Promise<void> {
  const guests = otherGuests(home);
  if (guests.length === 0) return;
  output.note(
    `Serving on for process ${guests.join(', ')}, which uses this runtime too. Ctrl-C ends it at once.`,
  );
  let ended = false;
  signal.addEventListener('abort', () => (ended = true), { once: true });
  while (!ended && otherGuests(home).length > 0) await sleep(100);
}
