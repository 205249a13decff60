import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Partition, Table } from '@aws-sdk/client-glue';

/** The partitions registered at run time: one file per table, `<directory>/<database>/<table>.json`. */
export interface PartitionStore {
  /** By their values, ascending. */
  list(table: Table): Promise<Partition[]>;
  /**
   * Replaces a table's partitions by what `change` makes of them. Changes of a table follow one another; when
   * `change` throws, nothing is written.
   */
  update(table: Table, change: (partitions: Partition[]) => Partition[]): Promise<void>;
}

export function createPartitionStore(directory: string): PartitionStore {
  const pending = new Map<string, Promise<void>>();
  const fileOf = (table: Table) => join(directory, table.DatabaseName!, `${table.Name}.json`);

  return {
    list: (table) => read(fileOf(table)),
    update(table, change) {
      const file = fileOf(table);
      const previous = pending.get(file) ?? Promise.resolve();
      const update = previous.then(async () => {
        const partitions = change(await read(file));
        await write(file, partitions.sort(byValues));
      });
      pending.set(
        file,
        update.catch(() => undefined),
      );
      return update;
    },
  };
}

/** Whether two lists of partition values name the same partition. */
export function sameValues(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function byValues(a: Partition, b: Partition): number {
  return JSON.stringify(a.Values) < JSON.stringify(b.Values) ? -1 : 1;
}

async function read(file: string): Promise<Partition[]> {
  try {
    const stored = JSON.parse(await readFile(file, 'utf8')) as (Partition & { CreationTime: string })[];
    return stored.map((partition) => ({ ...partition, CreationTime: new Date(partition.CreationTime) }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Error(
      `${file} is not a readable list of partitions. Restore it, or remove it to forget them.`,
      {
        cause: error,
      },
    );
  }
}

async function write(file: string, partitions: Partition[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.tmp`;
  await writeFile(temporary, JSON.stringify(partitions, null, 2));
  await rename(temporary, file);
}
