import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Table } from '@aws-sdk/client-glue';
import { readJsonFile, writeJsonFile } from '../json-file.ts';

/** Tables and views that statements made; those of the template are not among them. */
export interface Created {
  tables: Table[];
}

export interface CreatedStore {
  current(): Created;
  change(change: (created: Created) => Created): void;
}

/** @param file JSON, `<home>/glue/created.json` */
export function createdStore(file: string): CreatedStore {
  let created: Created | undefined;
  const current = () => (created ??= (readJsonFile(file) as Created | undefined) ?? { tables: [] });
  return {
    current,
    change(change) {
      const changed = change(current());
      mkdirSync(dirname(file), { recursive: true });
      writeJsonFile(file, changed);
      created = changed;
    },
  };
}
