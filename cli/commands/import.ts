import { requireOwnPackage } from '../context.ts';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { CommandFailure } from '../failure.ts';
import type { CountedChange, Source } from '../import/check-rows.ts';
import { importTables } from '../import/import-tables.ts';
import { readLines } from '../import/read-lines.ts';
import { samples } from '../pipelines/index.ts';
import { defaultSamples } from '../samples/sources.ts';
import { withSession } from '../session.ts';
import { userTable } from '../tables/declarations.ts';
import type { AddCommand } from './perform.ts';
import { wholeNumber } from './whole-number.ts';

interface ImportOptions {
  samples?: true;
  customers?: number;
  seed?: number;
}

/** `nocturne import <table> <file>` and `nocturne import --samples` */
export const addImport: AddCommand = (program, perform) => {
  program
    .command('import')
    .summary("put a file, or the samples, in a bronze table's place")
    .description(
      "Puts a file (gzip or plain) in a bronze table's place, after checking every row, or all the shipped samples. " +
        'Tables: those that lake/tables declares.',
    )
    .argument('[table]', 'the table whose content the file replaces')
    .argument(
      '[file]',
      'JSON Lines or tab-separated with a header line, as the table is; every column must be there',
    )
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
    .action((table: string | undefined, file: string | undefined, options: ImportOptions) =>
      perform((context) => runImport(context, chooseSources(table, file, options))),
    );
};

function chooseSources(
  table: string | undefined,
  file: string | undefined,
  options: ImportOptions,
): Map<string, Source> {
  const { samples: wanted, customers = defaultSamples.customers, seed = defaultSamples.seed } = options;
  if (wanted ? table !== undefined : table === undefined || file === undefined) {
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
    return new Map(Object.entries(samples).map(([name, source]) => [name, source({ customers, seed })]));
  }
  userTable(table!);
  return new Map([[table!, { label: file!, lines: readLines(file!) }]]);
}

async function runImport(context: Context, sources: Map<string, Source>): Promise<ExitStatus> {
  requireOwnPackage(context, 'import');
  const imported = await importTables(sources, context, (work) => withSession(context, work));
  const { output } = context;
  if (output.json) {
    await output.value(imported);
    return 0;
  }
  for (const { table, rows, changes, location } of imported) {
    await output.result(`${table}: ${rows} rows, now in ${location}\n${changes.map(describe).join('')}`);
  }
  return 0;
}

function describe({ column, change, rows }: CountedChange): string {
  return `  ${column}: ${change}, in ${rows} ${rows === 1 ? 'row' : 'rows'}\n`;
}
