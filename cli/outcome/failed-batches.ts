import type { ExecutionListItem, SFN } from '@aws-sdk/client-sfn';
import { readReason, reasonLine } from '../format/cause.ts';
import { itemsName } from '../follow/describe-activity.ts';

/** More failed batches than these are counted, not told one by one. */
const told = 10;

/** Says of each failed batch of a map run which items it had and why it failed. */
export async function describeFailedBatches(sfn: SFN, mapRunArn: string): Promise<string[]> {
  const failed = await listFailed(sfn, mapRunArn);
  const lines: string[] = [];
  for (const { executionArn } of failed.slice(0, told))
    lines.push(await describeBatch(sfn, executionArn!, mapRunArn));
  if (failed.length > told) lines.push(`and ${failed.length - told} more batches (map run ${mapRunArn})`);
  return lines;
}

async function listFailed(sfn: SFN, mapRunArn: string): Promise<ExecutionListItem[]> {
  const failed: ExecutionListItem[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.listExecutions({ mapRunArn, statusFilter: 'FAILED', nextToken });
    failed.push(...(page.executions ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return failed;
}

async function describeBatch(sfn: SFN, executionArn: string, mapRunArn: string): Promise<string> {
  const { input, error, cause } = await sfn.describeExecution({ executionArn });
  return `${describeItems(input, itemsName(mapRunArn))} failed: ${reasonLine(readReason(error, cause))}`;
}

/** Names a batch's items by their ids, e.g. `trials 0 to 9`; the child's input is `{ BatchInput, Items }`, or one item. */
export function describeItems(input: string | undefined, noun: string): string {
  const value = JSON.parse(input ?? 'null') as { Items?: unknown[] } | null;
  const items = Array.isArray(value?.Items) ? value.Items : [value];
  const ids = items.map(idOf);
  const consecutive = ids.every(
    (id, i) => id !== undefined && (i === 0 || Number(id) === Number(ids[0]) + i),
  );
  if (ids.includes(undefined)) return `a batch of ${items.length} ${noun}`;
  if (!consecutive || ids.length < 3) return `${noun} ${ids.join(', ')}`;
  return `${noun} ${ids[0]} to ${ids.at(-1)}`;
}

function idOf(item: unknown): string | undefined {
  const members = Object.entries((item ?? {}) as Record<string, unknown>);
  const id = members.find(([name]) => name.endsWith('_id'))?.[1];
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
}
