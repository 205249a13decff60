import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import { CommandFailure } from '../failure.ts';
import type { Imported } from '../import/commit-table.ts';
import { commitTable } from '../import/commit-table.ts';
import { sourcesOf } from '../import/files/sources.ts';
import type { PreparedTable } from '../import/prepare-table.ts';
import { prepareTable } from '../import/prepare-table.ts';
import { ensurePackaged } from '../package.ts';
import { projectRoot } from '../paths.ts';
import { withSession } from '../session.ts';
import type { Declaration } from './declarations.ts';
import { declarationOf } from './declarations.ts';
import { printDeclaration } from './print-declaration.ts';
import type { Advice } from './look/advise.ts';
import { advise } from './look/advise.ts';
import type { Look } from './look/look-at-file.ts';
import { lookAtFile } from './look/look-at-file.ts';
import { tableName } from './look/names.ts';

/** A table that a file would make. */
export interface FoundTable {
  look: Look;
  name: string;
  advice: Advice;
}

/**
 * Looks at a file and finds the table that it would make.
 * @throws CommandFailure TableExists; what is wrong with the file
 */
export async function findTable(file: string, options: { name?: string; id?: string }): Promise<FoundTable> {
  const name = options.name ?? tableName(file);
  const path = `lake/tables/${name}.json`;
  if (existsSync(join(projectRoot, path))) {
    throw new CommandFailure(
      'TableExists',
      `There is a table ${name} already (${path}). Import the file, nocturne import ${name} ${file}, or give another --name.`,
    );
  }
  const look = await lookAtFile(file);
  return { look, name, advice: advise(look, options.id) };
}

/**
 * Writes the declaration, packages and imports. Every row is checked before anything is written.
 * @returns the declaration's file, and what was imported
 */
export async function addTable(
  context: Context,
  { look, name, advice }: FoundTable,
): Promise<{ file: string; imported: Imported }> {
  const file = `lake/tables/${name}.json`;
  const { id, delivery, columns } = advice;
  const description = `Rows as delivered in ${look.file.replace(/^.*[\\/]/, '')}`;
  const text = printDeclaration({ description, id, format: { type: 'json' }, delivery, columns });
  const declaration = declarationOf(file, text);
  const prepared = await prepareTable(
    declaration,
    sourcesOf([look.file], delivery?.encoding),
    context.signal,
  );
  try {
    return { file, imported: await write(context, declaration, text, prepared) };
  } finally {
    await prepared.discard();
  }
}

async function write(
  context: Context,
  { file }: Declaration,
  text: string,
  prepared: PreparedTable,
): Promise<Imported> {
  const path = join(projectRoot, file);
  writeFileSync(path, text, { flag: 'wx' });
  try {
    await ensurePackaged(context);
    return await withSession(context, (session) => commitTable(session, prepared, {}));
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}
