import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { projectRoot } from '../paths.ts';

/** A column as lake/table.schema.json has it. */
export interface DeclaredColumn {
  /** Glue's name. */
  name: string;
  /** The delivered name, where it differs. */
  source?: string;
  /** In Glue's words. */
  type: string;
  description?: string;
  nullable?: boolean;
  minimum?: number;
  maximum?: number;
  values?: (string | number | boolean)[];
  compared?: boolean;
  uniqueItems?: boolean;
  content?: 'bigint' | 'double';
  classification?: 'personal';
}

/** How text is written. */
interface TextFields {
  delimiter?: string;
  quote?: string;
  nullTexts?: string[];
}

export interface TableFormat extends TextFields {
  type: 'json' | 'csv' | 'parquet';
  header?: boolean;
  lastTakesRest?: boolean;
}

/** How files that are imported are written, where that differs from the table. */
export interface Delivery extends TextFields {
  type?: TableFormat['type'];
  encoding?: string;
  header?: boolean;
  decimal?: '.' | ',';
  grouping?: string;
  date?: string;
}

/** A table of lake/tables, with what follows from its name. */
export interface Declaration {
  /** e.g. `lake/tables/ratings.json` */
  file: string;
  /** As in jobs, e.g. `ratings`. */
  name: string;
  layer: 'bronze' | 'silver' | 'gold';
  /** Glue's name, e.g. `bronze_ratings`. */
  table: string;
  /** Below the bucket, e.g. `bronze/ratings/`. */
  folder: string;
  description: string;
  id?: string;
  format: TableFormat;
  delivery?: Delivery | undefined;
  partition?: 'run' | { day: string; from?: string };
  columns: DeclaredColumn[];
}

interface Declarations {
  declarations(): Declaration[];
  declarationOf(file: string, text: string): Declaration;
}

/** What packaging reads them by. */
const program = join(projectRoot, 'infra/tables/declarations.cjs');
const load = () => createRequire(import.meta.url)(program) as Declarations;

/**
 * The declared tables, by name.
 * @throws CommandFailure WrongDeclaration that names file, field and what to write
 */
export const declarations = (): Declaration[] => checked(() => load().declarations());

/** Tables of the user's: those that can be imported. */
export const userTables = (): Declaration[] => declarations().filter(({ layer }) => layer === 'bronze');

/**
 * A declaration as it would be read from a file.
 * @throws CommandFailure WrongDeclaration
 */
export const declarationOf = (file: string, text: string): Declaration =>
  checked(() => load().declarationOf(file, text));

function checked<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new CommandFailure('WrongDeclaration', (error as Error).message);
  }
}

/** A table that can be imported, by its own name or Glue's. @throws CommandFailure UnknownTable */
export function userTable(name: string): Declaration {
  const known = userTables();
  const found = known.find((each) => each.name === name || each.table === name);
  if (found) return found;
  throw new CommandFailure(
    'UnknownTable',
    `There is no table "${name}" to import. There are: ${known.map((each) => each.table).join(', ')}.`,
  );
}
