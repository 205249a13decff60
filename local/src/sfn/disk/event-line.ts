/**
 * An event of a history as one line of JSON: its id, the previous event's, its time in milliseconds since the epoch, its
 * type, its details, and where it has them the members of its mark. For example
 *
 *     [3,2,1767225600000,"PassStateExited",{"name":"Shape","output":{"n":1}},"2/0","Work"]
 *
 * What AWS gives as texts of JSON stands here as JSON: it is read more easily, and nothing needs to be escaped. What
 * follows from the rest is left to the reader: the name of the details, and that nothing was truncated.
 */
import type { HistoryEventType } from '@aws-sdk/client-sfn';
import type { Json, NewEvent } from '../../asl/host.ts';
import { textsOf } from '../../asl/payload.ts';
import type { MarkedEvent } from '../../asl/run/stopped-flow.ts';
import { foreignHistory } from '../errors.ts';
import { parseJson, stringify } from '../../asl/json/index.ts';

type Details = Record<string, unknown>;
type Line = [
  id: number,
  previousEventId: number,
  timestamp: number,
  type: HistoryEventType,
  details: Details | null,
  branch?: string | null,
  next?: string | null,
];

/** Members of details that are texts of JSON. */
export const dataMembers = new Set(['input', 'output', 'parameters']);
/** Members whose values are names in the definition: few, so each is quoted once. */
const nameMembers = new Set(['name', 'resource', 'resourceType', 'region']);
/** Members beside which AWS says whether they were truncated. */
const shortened = new Set(['input', 'output', 'assignedVariables']);

/**
 * The line of an event; `parseEvent` reads it. Every event goes through here, so it is put together by hand, of as few
 * pieces as possible.
 * @param timestamp milliseconds since the epoch
 */
export function eventLine(
  event: NewEvent,
  id: number,
  previousEventId: number,
  timestamp: number,
  branch: string | undefined,
  next: string | null | undefined,
): string {
  const known = `[${id},${previousEventId},${timestamp},"${event.type}",`;
  return `${known}${detailsText(event)}${markText(branch, next)}]\n`;
}

function detailsText(event: NewEvent): string {
  for (const name in event) {
    if (name !== 'type') return membersText(event[name as keyof NewEvent] as Details, event.type!);
  }
  return 'null';
}

function membersText(details: Details, type: HistoryEventType): string {
  let text = '{';
  let opening = '"';
  for (const name in details) {
    const value = details[name];
    if (value === undefined) continue;
    text += `${opening}${name}":${valueText(name, value, type)}`;
    opening = ',"';
  }
  return `${text}}`;
}

function valueText(name: string, value: unknown, type: HistoryEventType): string {
  if (dataMembers.has(name) && isOurs(type)) return value as string;
  if (nameMembers.has(name)) return quoted(value as string);
  if (name === 'assignedVariables') return variablesText(value as Record<string, string>);
  return typeof value === 'number' ? `${value}` : JSON.stringify(value);
}

/** Whether the data are compact JSON of our own; the input of an execution is its starter's text, which stays as it is. */
function isOurs(type: HistoryEventType): boolean {
  return type !== 'ExecutionStarted';
}

const quotes = new Map<string, string>();

function quoted(name: string): string {
  let text = quotes.get(name);
  if (text === undefined) quotes.set(name, (text = JSON.stringify(name)));
  return text;
}

function variablesText(variables: Record<string, string>): string {
  const members = Object.entries(variables).map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return `{${members.join(',')}}`;
}

function markText(branch: string | undefined, next: string | null | undefined): string {
  if (next === undefined) return branch === undefined ? '' : `,"${branch}"`;
  return `,${branch === undefined ? null : `"${branch}"`},${next === null ? null : quoted(next)}`;
}

/**
 * The event of a line as AWS gives it, with its mark.
 * @throws ServiceError for the line of a home that another version of this runtime wrote
 */
export function parseEvent(text: string): MarkedEvent {
  const line = parseJson(text) as unknown as Line;
  if (!Array.isArray(line)) throw foreignHistory();
  const [id, previousEventId, timestamp, type, details, branch, next] = line;
  return {
    timestamp: new Date(timestamp),
    type,
    id,
    previousEventId,
    ...(details && { [detailsName(type)]: completeDetails(details, type) }),
    ...(branch && { branch }),
    ...(next !== undefined && { next }),
  };
}

/** The member of an event that holds its details: `stateEnteredEventDetails`, `mapRunStartedEventDetails`. */
function detailsName(type: HistoryEventType): string {
  const [whole] = /State(?:Entered|Exited)$/.exec(type) ?? [type];
  return `${whole.charAt(0).toLowerCase()}${whole.slice(1)}EventDetails`;
}

function completeDetails(details: Details, type: HistoryEventType): Details {
  const complete: Details = {};
  for (const [name, value] of Object.entries(details)) {
    complete[name] = completeMember(name, value, type);
    if (shortened.has(name)) complete[`${name}Details`] = { truncated: false };
  }
  return complete;
}

function completeMember(name: string, value: unknown, type: HistoryEventType): unknown {
  if (name === 'assignedVariables') return textsOf(value as Record<string, Json>);
  return dataMembers.has(name) && isOurs(type) ? stringify(value) : value;
}
