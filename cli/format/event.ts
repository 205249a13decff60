import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { readReason } from './cause.ts';

const envelope = new Set(['id', 'previousEventId', 'timestamp', 'type']);
const longest = 160;

/** What an event of a history is about, in one short line: the state, the resource, the error or the data. */
export function describeEvent(event: HistoryEvent): string {
  const details = Object.entries(event).find(
    ([member, value]) => !envelope.has(member) && value !== undefined,
  )?.[1] as Record<string, unknown> | undefined;
  return details ? shorten(describeDetails(details)) : '';
}

function describeDetails(details: Record<string, unknown>): string {
  const { name, resource, resourceType, mapRunArn, length, redriveCount, error, cause } = details;
  if (typeof error === 'string' || typeof cause === 'string') return describeError(error, cause);
  if (typeof resource === 'string')
    return `${text(resourceType)}:${resource} ${text(details.parameters ?? details.output)}`;
  if (typeof mapRunArn === 'string') return mapRunArn;
  if (redriveCount !== undefined) return `redrive ${text(redriveCount)}`;
  const data = text(details.output ?? details.input);
  if (typeof name === 'string') return `${name} ${data}`;
  return data === '' && length !== undefined ? `${text(length)} items` : data;
}

function describeError(error: unknown, cause: unknown): string {
  const reason = readReason(text(error), typeof cause === 'string' ? cause : undefined);
  return [reason.error, reason.text].filter(Boolean).join(': ');
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function shorten(line: string): string {
  const flat = line.replaceAll(/\s+/g, ' ').trim();
  const characters = [...flat];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : flat;
}
