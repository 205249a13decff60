import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { StatesError } from 'template-runtime/asl';
import type { InterceptedCall } from 'template-runtime/sfn';
import { createFirst } from '../support/create-first.ts';
import { fewLines, fillLake, resultsOf, small } from '../support/lake.ts';
import { Pipeline } from '../support/pipeline.ts';
import { packagedTasks } from '../support/tasks.ts';
import type { Task } from '../support/tasks.ts';

/** A machine's Task states by name, as packaged. */
function tasksOf(machine: string): Map<string, Task> {
  const prefix = `nocturne-dev-${machine}/`;
  const tasks = [...packagedTasks()].filter(([name]) => name.startsWith(prefix));
  return new Map(tasks.map(([name, task]) => [name.slice(prefix.length), task]));
}

/** An error that the Task's Retry does not cover. */
function permanentError({ Retry = [] }: Task): string {
  return Retry.find(({ MaxAttempts }) => MaxAttempts === 0)?.ErrorEquals[0] ?? 'Injected';
}

/** Breaks Tasks, each once for good until it is mended. */
class Breaker {
  /** Tasks that are still to fail, by machine and name. */
  readonly pending = new Map<string, Map<string, Task>>();
  readonly broken = new Map<string, Task>();
  /** The first broken Task of each machine: the failure of another branch would end it before its query is repeated. */
  private readonly first = new Map<string, string>();
  strike(call: InterceptedCall): void {
    const machine = call.machine.replace('nocturne-dev-', '');
    const state = this.pending.get(machine)?.get(call.state);
    const first = this.first.get(machine) ?? call.state;
    if (state && [first, `Repeat${first}`].includes(call.state)) {
      this.pending.get(machine)!.delete(call.state);
      this.broken.set(call.state, state);
      this.first.set(machine, first);
    }
    const failing = this.broken.get(call.state);
    if (failing) throw new StatesError(permanentError(failing), `${call.state} is broken`);
  }

  /** Mends all that is broken; returns its names. */
  mend(): string[] {
    const names = [...this.broken.keys()];
    this.broken.clear();
    this.first.clear();
    return names;
  }
}

async function redriveArn(pipeline: Pipeline, executionArn: string) {
  await pipeline.sfn.redriveExecution({ executionArn });
  return pipeline.whenEnded(executionArn);
}

/** How often each state was left, the Map children's included. */
async function exits(pipeline: Pipeline, executionArn: string): Promise<Record<string, number>> {
  const events: HistoryEvent[] = [];
  const collect = async (arn: string) =>
    void events.push(
      ...(await pipeline.sfn.getExecutionHistory({ executionArn: arn, maxResults: 1000 })).events!,
    );
  await collect(executionArn);
  const { mapRuns = [] } = await pipeline.sfn.listMapRuns({ executionArn });
  for (const { mapRunArn } of mapRuns) {
    const { executions = [] } = await pipeline.sfn.listExecutions({ mapRunArn });
    for (const child of executions) await collect(child.executionArn!);
  }
  const counts: Record<string, number> = {};
  for (const { stateExitedEventDetails } of events) {
    const name = stateExitedEventDetails?.name;
    if (name) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Runs that together pass every Task. */
const runs = [
  { machine: 'svr-leaderboard', name: 'svr', input: small['svr-leaderboard'] },
  { machine: 'customer-clusters', name: 'clusters', input: small['customer-clusters'] },
  { machine: 'customer-segments', name: 'segments', input: small['customer-segments'] },
  { machine: 'ratings-prep', name: 'ratings', input: {} },
  { machine: 'ratings-prep', name: 'rounds', input: { iterate: true, maxRounds: 2 } },
];

describe('a machine whose Tasks fail for good, each in turn, is mended and redriven', () => {
  const breaker = new Breaker();
  const failed = new Map<string, Set<string>>();
  let undisturbed: Pipeline;
  let disturbed: Pipeline;

  beforeAll(async () => {
    undisturbed = await Pipeline.start({
      interceptCall: (call) => createFirst(call, undisturbed.endpoint),
    });
    disturbed = await Pipeline.start({
      interceptCall(call) {
        breaker.strike(call);
        return createFirst(call, disturbed.endpoint);
      },
    });
    await Promise.all([fillLake(undisturbed, fewLines), fillLake(disturbed, fewLines)]);
  });
  afterAll(async () => {
    await undisturbed?.stop();
    await disturbed?.stop();
  });

  it.each(runs)(
    '$name',
    async ({ machine, name, input }) => {
      const expected = await undisturbed.run(machine, input, name);
      expect(expected.status).toBe('SUCCEEDED');

      const done = failed.get(machine) ?? new Set();
      failed.set(machine, done);
      const tasks = [...tasksOf(machine)].filter(([task]) => !done.has(task));
      breaker.pending.set(machine, new Map(tasks));
      let outcome = await disturbed.run(machine, input, name);
      for (let redrives = 0; outcome.status === 'FAILED' && redrives <= tasks.length; redrives++) {
        for (const task of breaker.mend()) done.add(task);
        outcome = await redriveArn(disturbed, outcome.executionArn);
      }
      expect(outcome).toMatchObject({ status: 'SUCCEEDED' });
      expect(await resultsOf(disturbed, name)).toEqual(await resultsOf(undisturbed, name));
      // Nothing that had ended ran again, but for what tells a query's failures apart.
      const left = await exits(disturbed, outcome.executionArn);
      for (const task of tasksOf(machine).keys()) {
        if (!task.startsWith('Repeat')) continue;
        delete left[task];
        delete left[task.replace('Repeat', 'Judge')];
      }
      expect(left).toEqual(await exits(undisturbed, expected.executionArn));
    },
    120_000,
  );

  it('left out no Task', () => {
    for (const [machine, done] of failed) {
      expect({ machine, failed: [...done].sort() }).toEqual({
        machine,
        failed: [...tasksOf(machine).keys()].sort(),
      });
    }
  });

  it('nightly names the children to redrive, and their tables are then complete', async () => {
    const night = await undisturbed.run('nightly', small, 'night');
    expect(night.status).toBe('SUCCEEDED');
    // In the order in which nightly tells of their jobs.
    const machines = [...failed.keys()].sort();
    for (const machine of machines) {
      const [task] = [...tasksOf(machine)].slice(-1);
      breaker.pending.set(machine, new Map([task!]));
    }
    const broken = await disturbed.run('nightly', small, 'night');
    breaker.mend();
    expect(broken.error).toBe('NightlyFailed');
    const children = [...broken.cause!.matchAll(/npx nocturne redrive (\S+)/g)].map(([, run]) => run!);
    expect(children).toHaveLength(machines.length);
    for (const [i, run] of children.entries()) {
      const arn = broken.executionArn.replace('nightly:night', `${machines[i]!}:${run}`);
      expect((await redriveArn(disturbed, arn)).status).toBe('SUCCEEDED');
      expect(await resultsOf(disturbed, run)).toEqual(await resultsOf(undisturbed, run));
    }
  }, 300_000);
});
