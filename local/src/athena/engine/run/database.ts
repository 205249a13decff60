import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { EngineSettings } from '../protocol.ts';
import { keepByteOrderMarks } from './exact-texts.ts';
import { macros } from './macros.ts';
import { registerTextFunctions } from './text-functions.ts';

/**
 * DuckDB in memory, spilling under the home's `tmp/`. It loads nothing from the network: every extension it needs is
 * compiled in.
 */
export async function openDatabase(settings: EngineSettings): Promise<DuckDBInstance> {
  await mkdir(join(settings.home, 'tmp'), { recursive: true });
  const database = await DuckDBInstance.create(':memory:', {
    memory_limit: settings.memoryLimit,
    temp_directory: spillDirectory(settings),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  keepByteOrderMarks();
  const connection = await database.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  registerTextFunctions(connection);
  for (const macro of macros) await connection.run(macro);
  connection.closeSync();
  return database;
}

/** Where this process's DuckDB puts what does not fit in memory. */
export function spillDirectory({ home }: EngineSettings): string {
  return join(home, 'tmp', `duckdb-${process.pid}`);
}
