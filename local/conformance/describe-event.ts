import type { Json, NewEvent } from '../src/asl/host.ts';

/** An event as the recorded cases describe it: its details' members, with JSON texts decoded. */
export type DescribedEvent = { type: string } & Record<string, Json>;

const jsonTexts = ['input', 'output', 'parameters'];
const leftOut = ['inputDetails', 'outputDetails', 'assignedVariablesDetails', 'region'];

export function describeEvent(event: NewEvent): DescribedEvent {
  const described: DescribedEvent = { type: event.type! };
  const details = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1];
  for (const [name, value] of Object.entries((details ?? {}) as Record<string, Json>)) {
    if (name === 'assignedVariables') described.assigned = decodeMembers(value as Record<string, string>);
    else if (jsonTexts.includes(name)) described[name] = JSON.parse(value as string) as Json;
    else if (!leftOut.includes(name)) described[name] = value;
  }
  return described;
}

function decodeMembers(texts: Record<string, string>): Json {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, JSON.parse(text) as Json]));
}
