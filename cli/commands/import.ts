import { requireOwnPackage } from '../context.ts';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { CommandFailure } from '../failure.ts';
import type { CountedChange } from '../import/check-rows.ts';
import type { Imported } from '../import/commit-table.ts';
import { appendTo, importTables } from '../import/import-tables.ts';
import type { SourcesOfTables } from '../import/import-tables.ts';
import { sourcesOf } from '../import/files/sources.ts';
import { partitionFolder } from '../import/partition-folder.ts';
import { undoImport } from '../import/undo.ts';
import { prepareTable } from '../import/prepare-table.ts';
import { samples } from '../pipelines/index.ts';
import { defaultSamples } from '../samples/sources.ts';
import { withSession } from '../session.ts';
import { userTable } from '../tables/declarations.ts';
import type { AddCommand } from './perform.ts';
import { wholeNumber } from './whole-number.ts';

interface ImportOptions {
  append?: true;
  customers?: number;
  dryRun?: true;
  partition?: string;
  samples?: true;
  seed?: number;
  undo?: true;
}

/** `nocturne import <table> <files>` and `nocturne import --samples` */
export const addImport: AddCommand = (program, perform) => {
  program
    .command('import')
    .summary("put files, or the samples, in a table's place")
    .description(
      'Puts files in the place of what a table of lake/tables holds, after checking every row, or all the shipped samples. ' +
        'CSV, TSV, JSON Lines, a JSON array or Parquet; gzip, a ZIP archive of one file, or plain.',
    )
    .argument('[table]', 'the table, as `nocturne table list` shows it')
    .argument('[files...]', 'files, a folder for the files in it, or - for standard input')
    .option('--append', 'add to what the table holds')
    .option('--dry-run', 'check the rows and change nothing')
    .option('--partition <day>', 'of a table by day: the day that is replaced, e.g. day=2026-11-30')
    .option('--undo', 'give the table what it held before its last import')
    .option('--samples', 'import the shipped samples instead of a file')
    .option(
      '--customers <count>',
      `with --samples: how many customers to generate (default: ${defaultSamples.customers})`,
      wholeNumber(1, 5_000_000),
    )
    .option(
      '--seed <number>',
      `with --samples: seed of the generated customers (default: ${defaultSamples.seed})`,
      wholeNumber(0, 2_147_483_647),
    )
    .action((table: string | undefined, files: string[], options: ImportOptions) =>
      perform((context) =>
        options.undo
          ? undo(context, table, files, options)
          : runImport(context, chooseSources(table, files, options), options),
      ),
    );
};

function chooseSources(table: string | undefined, files: string[], options: ImportOptions): SourcesOfTables {
  const { samples: wanted, customers = defaultSamples.customers, seed = defaultSamples.seed } = options;
  if (wanted ? table !== undefined : table === undefined || files.length === 0) {
    throw new CommandFailure(
      'Usage',
      'Give a table and a file, or --samples alone: nocturne import <table> <file>.',
    );
  }
  if (!wanted && (options.customers ?? options.seed) !== undefined) {
    throw new CommandFailure(
      'Usage',
      '--customers and --seed say how samples are generated; they need --samples.',
    );
  }
  if (wanted) {
    return new Map(Object.entries(samples).map(([name, source]) => [name, [source({ customers, seed })]]));
  }
  return new Map([[table!, sourcesOf(files, userTable(table!).delivery?.encoding)]]);
}

async function runImport(
  context: Context,
  sources: SourcesOfTables,
  options: ImportOptions,
): Promise<ExitStatus> {
  requireOwnPackage(context, 'import');
  const { append = false, dryRun = false } = options;
  const partition = placeIn(sources, options);
  const imported = dryRun
    ? await look(sources, context)
    : append
      ? await withSession(context, (session) => appendAll(sources, context, session, partition))
      : await importTables(sources, context, (work) => withSession(context, work), {
          partition,
          keep: options.samples !== true,
        });
  const { output } = context;
  if (output.json) {
    await output.value(imported);
    return 0;
  }
  for (const { table, rows, changes, location } of imported) {
    const where = dryRun
      ? 'all good; nothing was imported'
      : append
        ? `added in ${location}`
        : `now in ${location}`;
    await output.result(`${table}: ${rows} rows, ${where}\n${changes.map(describe).join('')}`);
  }
  return 0;
}

async function undo(
  context: Context,
  name: string | undefined,
  files: string[],
  { partition, append, dryRun, samples: wanted }: ImportOptions,
): Promise<ExitStatus> {
  requireOwnPackage(context, 'import');
  if (name === undefined || files.length > 0 || (append ?? dryRun ?? wanted))
    throw new CommandFailure('Usage', 'Give a table and --undo alone: nocturne import <table> --undo.');
  const declaration = userTable(name);
  const folder = partitionFolder(declaration, partition);
  const undone = await withSession(context, (session) => undoImport(session, declaration.table, folder));
  const { output } = context;
  const { table, objects, location } = undone;
  const held = objects === 0 ? 'holds nothing again' : 'holds again what it held before the last import';
  await (output.json ? output.value(undone) : output.result(`${table} ${held} (${location})\n`));
  return 0;
}

type Looked = Omit<Imported, 'location'> & { location?: string };

/** Checks as an import would. */
async function look(sources: SourcesOfTables, { signal }: Context): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const [name, given] of sources) {
    const prepared = await prepareTable(userTable(name), given, signal);
    await prepared.discard();
    const { table, rows, changes } = prepared;
    looked.push({ table, rows, changes });
  }
  return looked;
}

async function appendAll(
  sources: SourcesOfTables,
  context: Context,
  session: Parameters<typeof appendTo>[3],
  partition: string | undefined,
): Promise<Imported[]> {
  const imported: Imported[] = [];
  for (const [name, given] of sources)
    imported.push(await appendTo(name, given, context, session, { partition, keep: true }));
  return imported;
}

/** The folder of the day that is given, which a table by day needs and no other takes. */
function placeIn(
  sources: SourcesOfTables,
  { partition, samples: wanted }: ImportOptions,
): string | undefined {
  if (wanted) return undefined;
  const [name] = [...sources.keys()];
  return partitionFolder(userTable(name!), partition);
}

function describe({ column, change, rows }: CountedChange): string {
  return `  ${column}: ${change}, in ${rows} ${rows === 1 ? 'row' : 'rows'}\n`;
}
