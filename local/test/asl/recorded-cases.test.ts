import { readFileSync } from 'node:fs';
import type { Json } from '../../src/asl/host.ts';
import type { DescribedEvent } from '../../conformance/describe-event.ts';
import { difference } from '../../conformance/matching.ts';
import { replay } from '../../conformance/replay.ts';
import type { RecordedExecution } from '../../conformance/recorded-case.ts';

const fixture = new URL('../fixtures/asl/recorded-cases.json', import.meta.url);
const cases = JSON.parse(readFileSync(fixture, 'utf8')) as RecordedExecution[];

/** Executions recorded on AWS; the fixture's README tells their origin. */
describe('executions as AWS ran them', () => {
  it.each(cases.map((recorded) => [recorded.id.split('::').at(-1), recorded] as const))(
    '%s',
    async (_, recorded) => {
      const actual = await replay(recorded);
      const { wildcards } = recorded;
      expect({ status: actual.status, error: actual.error }).toEqual({
        status: recorded.expected.status,
        error: recorded.expected.error,
      });
      expect(difference(recorded.expected.output, actual.output, wildcards)).toBeUndefined();
      expect(
        difference(recorded.expected.cause, causeOf(actual.cause, recorded.expected), wildcards),
      ).toBeUndefined();
      if (recorded.eventsSorted) expectSameEventsInAnyOrder(recorded, actual.events);
      else {
        expectSameEvents(recorded, actual.events);
        expectSameChain(recorded, actual.previousEventIds);
      }
    },
  );
});

function causeOf(cause: string | null, { causeIsJson }: { causeIsJson?: boolean }): Json {
  return causeIsJson && cause !== null ? (JSON.parse(cause) as Json) : cause;
}

function expectSameEvents({ events = [], wildcards }: RecordedExecution, actual: DescribedEvent[]): void {
  expect(actual.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
  events.forEach(({ id: _id, prev: _prev, causeIsJson, ...recorded }, index) => {
    const { cause, ...event } = actual[index]!;
    const described =
      cause === undefined
        ? event
        : { ...event, cause: causeIsJson ? (JSON.parse(cause as string) as Json) : cause };
    expect(difference(recorded, described, wildcards, recorded.type)).toBeUndefined();
  });
}

/** Each event follows the event that it followed on AWS; the fixture's README tells of the exceptions. */
function expectSameChain({ events = [] }: RecordedExecution, previousEventIds: number[]): void {
  const recorded = events.slice(1, -1);
  const compared = recorded.flatMap(({ type }, index) =>
    type === 'EvaluationFailed' || type === 'MapStateExited' ? [] : [index],
  );
  expect(compared.map((index) => previousEventIds[index])).toEqual(
    compared.map((index) => recorded[index]!.prev),
  );
}

/** Where events were sorted when they were recorded, those that end a Parallel were lost: only ids tell of them. */
function expectSameEventsInAnyOrder({ events = [] }: RecordedExecution, actual: DescribedEvent[]): void {
  const types = actual
    .map(({ type }) => type)
    .filter((type) => !/^ParallelState(Failed|Succeeded)$/.test(type));
  expect(types.sort()).toEqual(events.map(({ type }) => type).sort());
  expect(actual).toHaveLength(events.at(-1)!.id);
}
