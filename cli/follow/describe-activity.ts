import type { Activity, StateProgress } from './progress.ts';

/** What a state does, in a few words; empty when its name says all. */
export function describeActivity({ activity, failure }: StateProgress): string {
  if (activity) return describe(activity);
  return failure ? `after ${failure.error}` : '';
}

function describe(activity: Activity): string {
  switch (activity.kind) {
    case 'query':
      return 'query running';
    case 'execution':
      return '';
    case 'mapRun':
      // The total is 0 until the items are read.
      return activity.counts?.total ? describeCounts(activity.arn, activity.counts) : '';
  }
}

type Counts = NonNullable<Extract<Activity, { kind: 'mapRun' }>['counts']>;

function describeCounts(arn: string, { total = 0, succeeded = 0, failed = 0 }: Partial<Counts>): string {
  const done = `${succeeded + failed} of ${total} ${itemsName(arn)}`;
  return failed > 0 ? `${done} (${failed} failed)` : done;
}

/** A map run's label names its items, unless it is a UUID: `…:mapRun:<machine>/<label>:<uuid>`. */
export function itemsName(mapRunArn: string): string {
  const label = /\/([A-Za-z-]+):[^:]*$/.exec(mapRunArn)?.[1];
  return label === undefined ? 'items' : label.toLowerCase();
}

/** An execution's name, which is the run's, from its ARN. */
export function runOf(executionArn: string): string {
  return executionArn.slice(executionArn.lastIndexOf(':') + 1);
}
