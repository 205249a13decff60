import { Failure } from '../../../kernels/failure.ts';
import { byId, type IdType } from '../../../kernels/rows/row-order.ts';
import type { Row } from '../../../kernels/svr/row.ts';
import { oneOf } from '../event.ts';
import { uri } from '../lake/client.ts';
import { gzipRows, readRows } from '../lake/json-lines.ts';
import { listKeys } from '../lake/read.ts';
import { contentTypes, write } from '../lake/write.ts';
import { fingerprintOf } from './fingerprint.ts';

export const idTypeRule = oneOf('integer', 'text');

/** A row of silver_rows. */
interface SilverRow {
  id: string;
  target: number;
  features: number[];
  split: 'train' | 'test';
}

/** Writes the rows of a run, always under one name. */
export async function writeSilverRows(prefix: string, rows: readonly Row[]): Promise<void> {
  const content = rows.map(({ id, target, features, isTrain }): SilverRow => ({
    id,
    target,
    features,
    split: isTrain ? 'train' : 'test',
  }));
  await write(`${prefix}rows.jsonl.gz`, await gzipRows(content), contentTypes.gzip);
}

/**
 * The rows that a run was planned on, in order of id.
 * @throws Failure DataChanged if they are not what the plan saw
 */
export async function readSilverRows(prefix: string, idType: IdType, planned: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { value } of readRows(await listKeys(prefix), 'InvalidRow')) {
    const { id, target, features, split } = value as SilverRow;
    rows.push({ id, target, features, isTrain: split === 'train' });
  }
  const ordered = byId(rows, idType);
  const fingerprint = fingerprintOf(ordered, idType);
  if (fingerprint === planned) return ordered;
  throw new Failure(
    'DataChanged',
    `The rows under ${uri(prefix)} have the fingerprint ${fingerprint}, but the trials were planned on ${planned}. Start a new run.`,
  );
}
