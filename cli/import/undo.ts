import { copyFolder, deleteObjects, listKeys, readJson } from '../aws/objects.ts';
import type { S3Location } from '../aws/tables.ts';
import { tableLocation } from '../aws/tables.ts';
import { CommandFailure } from '../failure.ts';
import type { Session } from '../session.ts';

/** What a table, or a day of it, held before its last import lies below this, and beside no table. */
const kept = 'imports/';
const note = '_before.json';

const keptOf = ({ bucket, key }: S3Location): S3Location => ({ bucket, key: kept + key });

/** Keeps what a folder holds, until the next import, so that this one can be undone. */
export async function keepBefore(session: Session, folder: S3Location): Promise<void> {
  const place = keptOf(folder);
  await deleteObjects(session, place.bucket, await keysIn(session, place));
  const objects = await copyFolder(session, folder, place);
  const s3 = await session.clients.s3();
  await s3.putObject({ Bucket: place.bucket, Key: place.key + note, Body: JSON.stringify({ objects }) });
}

/** What an undo did. */
export interface Undone {
  table: string;
  /** How many objects the table, or its day, holds again. */
  objects: number;
  location: string;
}

/**
 * Gives a table, or a day of it, what it held before its last import.
 * @throws CommandFailure NothingToUndo
 */
export async function undoImport(session: Session, table: string, partition = ''): Promise<Undone> {
  const { bucket, key } = await tableLocation(session, table);
  const folder = { bucket, key: key + partition };
  const place = keptOf(folder);
  const before = await keysIn(session, place);
  if (!before.includes(place.key + note)) {
    throw new CommandFailure(
      'NothingToUndo',
      `There is no import of ${table}${partition && ` (${partition.slice(0, -1)})`} to undo: what it held before the last one is kept once, for 30 days.`,
    );
  }
  const { objects } = (await readJson(session, { bucket, key: place.key + note })) as { objects: number };
  const names = before.map((each) => each.slice(place.key.length)).filter((name) => name !== note);
  const added = (await keysIn(session, folder)).filter(
    (each) => !names.includes(each.slice(folder.key.length)),
  );
  for (const name of names)
    await copyFolder(session, { bucket, key: place.key + name }, { bucket, key: folder.key + name });
  await deleteObjects(session, bucket, [...added, ...before]);
  return { table, objects, location: `s3://${bucket}/${folder.key}` };
}

async function keysIn(session: Session, folder: S3Location): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of listKeys(session, folder)) keys.push(key);
  return keys;
}
