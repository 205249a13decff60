/**
 * An event of a history as one line of JSON, for example
 *
 *     {"id":3,"previousEventId":2,"timestamp":1767225600000,"type":"PassStateExited",
 *      "stateExitedEventDetails":{"name":"Shape","output":{"n":1}},"branch":"2/0","next":"Work"}
 *
 * What AWS gives as texts of JSON stands here as JSON: it is read more easily, and nothing needs to be escaped. That
 * nothing was truncated is said by the reader alone.
 */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Json, NewEvent } from '../../asl/host.ts';
import { textsOf } from '../../asl/payload.ts';
import type { MarkedEvent } from '../../asl/run/stopped-flow.ts';

type Details = Record<string, unknown>;

/** Members of details that are texts of JSON. */
const dataMembers = new Set(['input', 'output', 'parameters']);
/** Members of details that are names in the definition: few, so each is quoted once. */
const nameMembers = new Set(['name', 'resource', 'resourceType', 'region', 'state']);
/** Members beside which AWS says whether they were truncated. */
const shortened = ['input', 'output', 'assignedVariables'];

/**
 * The line of an event without its end; `parseEvent` reads it. Every event goes through here, so it is put together by
 * hand, of as few pieces as possible.
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
  const known = `{"id":${id},"previousEventId":${previousEventId},"timestamp":${timestamp},"type":"${event.type}"`;
  const branchText = branch === undefined ? '' : `,"branch":"${branch}"`;
  const nextText = next === undefined ? '' : `,"next":${next === null ? null : quoted(next)}`;
  return `${known}${detailsText(event)}${branchText}${nextText}}`;
}

function detailsText(event: NewEvent): string {
  for (const name in event) {
    if (name !== 'type')
      return `,"${name}":{${membersText(event[name as keyof NewEvent] as Details, event)}}`;
  }
  return '';
}

function membersText(details: Details, event: NewEvent): string {
  let text = '';
  for (const name in details) {
    const value = details[name];
    if (value === undefined) continue;
    text += `${text === '' ? '"' : ',"'}${name}":${valueText(name, value, event)}`;
  }
  return text;
}

function valueText(name: string, value: unknown, event: NewEvent): string {
  if (isData(name, event)) return value as string;
  if (nameMembers.has(name)) return quoted(value as string);
  if (name === 'assignedVariables') return variablesText(value as Record<string, string>);
  return JSON.stringify(value);
}

/** The input of an execution is its starter's text, which may have spaces; all others are our own. */
function isData(name: string, { type }: { type?: string | undefined }): boolean {
  return dataMembers.has(name) && type !== 'ExecutionStarted';
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

/** The event of a line as AWS gives it, with its mark. */
export function parseEvent(line: string): MarkedEvent {
  const { timestamp, ...event } = JSON.parse(line) as HistoryEvent & { timestamp: number };
  for (const [name, details] of Object.entries(event)) {
    if (name.endsWith('EventDetails')) completeDetails(details as Details, event);
  }
  return { timestamp: new Date(timestamp), ...event };
}

function completeDetails(details: Details, event: { type?: string | undefined }): void {
  for (const [name, value] of Object.entries(details)) {
    if (isData(name, event)) details[name] = JSON.stringify(value);
    if (name === 'assignedVariables') details[name] = textsOf(value as Record<string, Json>);
    if (shortened.includes(name)) details[`${name}Details`] = { truncated: false };
  }
}
