import type { Session } from '../../cli/session.ts';
import { allPairs } from './all-pairs.ts';
import { difference } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Client } from './client.ts';
import { queriesOf } from './executions.ts';
import { deliver } from './lake.ts';
import { askLocally } from './local-engine.ts';
import { scenarios } from './scenarios.ts';
import type { Input, Scenario } from './scenarios.ts';
import { nameOf, queryOf } from './statements.ts';
import type { Query } from './statements.ts';

/** The two engines, and where things lie. */
export interface Subject {
  session: Session;
  /** Of the local runtime. */
  home: string;
  trino: Client;
  /** For files on the way. */
  directory: string;
  signal: AbortSignal;
}

/** What both engines made of a query. Times in seconds. */
export interface Comparison {
  /** Name of the file in `sql/`. */
  statement: string;
  data: string;
  parameters: string[];
  /** How many our engine gave. */
  rows?: number;
  /** Of the statement as the machine ran it; undefined where only Trino ran it. */
  ours?: number;
  trino?: number;
  /** In what the answers differ; undefined when they are the same. */
  difference?: string;
}

/**
 * Compares each different query that the machines run in the scenarios.
 * @param machines names of those that are run
 */
export async function* verify(subject: Subject, machines: string[]): AsyncGenerator<Comparison> {
  for (const scenario of await scenarios()) {
    if (!machines.includes(scenario.machine)) continue;
    await deliver(subject.session, scenario.delivery, subject.directory);
    const asked = new Set<string>();
    for (const input of scenario.inputs) {
      for await (const comparison of compareQueries(subject, scenario, input, asked)) {
        yield { ...comparison, data: scenario.delivery.name };
      }
    }
  }
}

type Compared = Omit<Comparison, 'data'>;

/** @param asked the queries that were compared on these data before; gets those of this input */
async function* compareQueries(
  subject: Subject,
  { machine, withAllPairs }: Scenario,
  input: Input,
  asked: Set<string>,
): AsyncGenerator<Compared> {
  const { session, home, signal } = subject;
  for (const { statement, parameters, seconds } of await queriesOf(session, home, machine, input, signal)) {
    const query = queryOf(statement, parameters);
    if (asked.has(JSON.stringify(query))) continue;
    asked.add(JSON.stringify(query));
    const name = nameOf(statement) ?? statement;
    const ours = await answerOrError(askLocally(session, query, signal), signal);
    yield { statement: name, parameters, ours: seconds, ...(await compare(ours, subject, query)) };
    if (!withAllPairs || name !== 'pairs') continue;
    for (const [peer, sql] of Object.entries(allPairs)) {
      const classic = { sql, parameters: [String(input.eps)], ordered: false };
      yield { statement: peer, parameters: classic.parameters, ...(await compare(ours, subject, classic)) };
    }
  }
}

async function compare(
  ours: Answer | Error,
  { trino, signal }: Subject,
  query: Query,
): Promise<Partial<Compared>> {
  const theirs = await answerOrError(trino.execute(query.sql, query.parameters), signal);
  if (ours instanceof Error || theirs instanceof Error) {
    const says = (answer: Answer | Error) => (answer instanceof Error ? answer.message : 'no error');
    return { difference: `ours: ${says(ours)}; Trino: ${says(theirs)}` };
  }
  return {
    rows: ours.rows.length,
    trino: theirs.seconds,
    difference: difference(ours, theirs, query.ordered),
  };
}

async function answerOrError(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer | Error> {
  try {
    return await answer;
  } catch (error) {
    signal.throwIfAborted();
    return error as Error;
  }
}
