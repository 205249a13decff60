import { localRegion } from '../aws/clients.ts';
import type { Context } from '../context.ts';
import { requireLocal } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { CommandFailure } from '../failure.ts';
import { exportLines } from '../format/exports.ts';
import { formatSchedules } from '../format/schedules.ts';
import { keepNew } from '../runtime/renew.ts';
import { openRuntime } from '../runtime/open.ts';
import type { RuntimeSettings } from '../runtime/open.ts';
import { putExampleLake } from '../samples/example-lake.ts';
import { placeOptions } from '../session.ts';
import type { AddCommand } from './perform.ts';
import { wholeNumber } from './whole-number.ts';

/** `nocturne up` */
export const addUp: AddCommand = (program, perform) => {
  program
    .command('up')
    .summary('keep the local runtime running')
    .description(
      'Keeps the local runtime and its endpoint running until Ctrl-C, and the schedules with them. The other subcommands ' +
        "use it meanwhile, and so do AWS's own tools and SDKs.",
    )
    .option('--port <number>', 'port on 127.0.0.1 (default: any that is free)', wholeNumber(0, 65_535))
    .option('--faults <file>', 'JSON file with faults to inject (local/docs/faults.md)')
    .action((options: RuntimeSettings) => perform((context) => up(context, options)));
};

async function up(context: Context, settings: RuntimeSettings): Promise<ExitStatus> {
  requireLocal(context, 'up');
  const { home, output } = context;
  const runtime = await openRuntime(context, settings);
  if (runtime.holder) {
    const { pid, endpoint } = runtime.holder;
    await runtime.stop();
    throw new CommandFailure(
      'HomeInUse',
      `Process ${pid} serves ${home} already, at ${endpoint}. Use that one, end it, or choose another directory with --home.`,
    );
  }
  try {
    const { endpoint } = runtime;
    // A fault that is meant for others would meet these requests first.
    if (settings.faults === undefined && !context.isForeign) await putExampleLake(endpoint);
    const { scheduler } = runtime.own!;
    const notServed = runtime.own!.notServed();
    const schedules = scheduler.upcoming();
    if (output.json)
      await output.value({ endpoint, home, pid: process.pid, region: localRegion, schedules, notServed });
    else await output.result(`${usage(endpoint, context)}${formatSchedules(schedules)}`);
    if (!context.isForeign) notServed.forEach((line) => output.note(line));
    scheduler.start((line) => output.note(line));
    await keepNew(context, runtime.own!);
  } finally {
    await runtime.stop();
  }
  output.note('Stopped.');
  return 0;
}

function usage(endpoint: string, context: Context): string {
  const env = ['npx nocturne', ...placeOptions(context), 'env'].join(' ');
  const indented = exportLines(endpoint).map((line) => `  ${line}`);
  return `Serving ${context.home} at ${endpoint} until Ctrl-C.

The other subcommands use it by themselves. For AWS's tools and SDKs, in another terminal, eval "$(${env})" or paste:

${indented.join('\n')}

  aws stepfunctions list-state-machines
${context.isForeign ? '' : '  npx sls invoke local -f plan-trials -p events/plan-trials.json\n'}`;
}
