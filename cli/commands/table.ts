import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { requireLocal, requireOwnPackage } from '../context.ts';
import type { Context } from '../context.ts';
import type { ExitStatus } from '../failure.ts';
import { CommandFailure } from '../failure.ts';
import { formatTable } from '../format/table.ts';
import { newRunName, runMachine } from '../follow/run-machine.ts';
import { reportOutcome } from '../outcome/report.ts';
import { withSession } from '../session.ts';
import type { Session } from '../session.ts';
import { addTable, findTable } from '../tables/add-table.ts';
import { declarations } from '../tables/declarations.ts';
import { showLook } from '../tables/look/show-look.ts';
import { stateOf } from '../tables/state.ts';
import type { TableState } from '../tables/state.ts';
import { showTable } from '../tables/show.ts';
import type { AddCommand, Perform } from './perform.ts';

interface AddOptions {
  name?: string;
  id?: string;
  yes?: true;
}

/** `nocturne table add`, `table list`, `table show`, `table profile` */
export const addTableCommand: AddCommand = (program, perform) => {
  const table = program
    .command('table')
    .summary('add, list, show and profile tables: what lake/tables declares');
  addAdd(table, perform);
  table
    .command('list')
    .summary('list the tables, with what lies in them')
    .action(() => perform(list));
  table
    .command('show')
    .summary("show a table's columns, rows, runs and last import")
    .argument('<table>', 'its name, with bronze_ or without')
    .action((name: string) => perform((context) => show(context, name)));
  table
    .command('profile')
    .summary("run table-profile: what a table's columns hold, and may serve for")
    .argument('<table>', 'a table of the lake, or sales.houses of another Glue database')
    .action((name: string) => perform((context) => profile(context, name)));
};

async function profile(context: Context, table: string): Promise<ExitStatus> {
  const started = { machine: 'table-profile', input: JSON.stringify({ table }), name: newRunName() };
  const follow = async (session: Session) =>
    reportOutcome(context, session, await runMachine(context, session, started));
  return withSession<ExitStatus>(context, follow, { runs: true });
}

function addAdd(table: Command, perform: Perform): void {
  table
    .command('add')
    .summary('make a table of a file: look at it, declare it, import it')
    .description(
      'Looks at a file (CSV of any delimiter, JSON or Parquet), shows the columns that it found and what is doubtful, ' +
        'writes lake/tables/<name>.json and imports the file.',
    )
    .argument('<file>', 'gzip, a ZIP archive of one file, or plain')
    .option('--name <name>', "the table's name (default: the file's)")
    .option('--id <column>', 'the column that tells the rows apart')
    .option('--yes', 'write and import without asking')
    .action((file: string, options: AddOptions) => perform((context) => add(context, file, options)));
}

async function add(context: Context, file: string, options: AddOptions): Promise<ExitStatus> {
  requireLocal(context, 'table add');
  requireOwnPackage(context, 'table add');
  const { output } = context;
  const found = await findTable(file, options);
  const shown = showLook(found.look, found.name, found.advice);
  if (output.json) output.note(shown);
  else await output.result(`${shown}\n`);
  if (!options.yes) await confirm(found.name, context.signal);
  const { file: declaration, imported } = await addTable(context, found);
  if (output.json) await output.value({ ...imported, declaration, doubts: found.advice.doubts });
  else
    await output.result(
      `Wrote ${declaration}. ${imported.table}: ${imported.rows} rows, now in ${imported.location}\n`,
    );
  return 0;
}

async function confirm(name: string, signal: AbortSignal): Promise<void> {
  const refused = 'Nothing was written or imported.';
  if (!process.stdin.isTTY)
    throw new CommandFailure(
      'NotConfirmed',
      `${refused} Say --yes to write lake/tables/${name}.json and import.`,
    );
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`Write lake/tables/${name}.json and import? [y/N] `, { signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailure('NotConfirmed', refused);
  } finally {
    terminal.close();
  }
}

async function list(context: Context): Promise<ExitStatus> {
  requireOwnPackage(context, 'table list');
  const states = await withSession(context, async (session) => {
    const found: TableState[] = [];
    for (const declaration of declarations()) found.push(await stateOf(session, declaration));
    return found;
  });
  const { output } = context;
  if (output.json) {
    await output.value(states);
    return 0;
  }
  const columns = ['table', 'id', 'columns', 'bytes', 'last change', 'what it is'].map((title) => ({
    title,
    numeric: title === 'columns' || title === 'bytes',
  }));
  const rows = states.map(({ table, id, columns: all, bytes, changed, description }) => [
    ...[table, id ?? '', String(all.length), String(bytes), changed?.slice(0, 19) ?? '', description],
  ]);
  await output.result(`${formatTable(columns, rows).join('\n')}\n`);
  return 0;
}

async function show(context: Context, name: string): Promise<ExitStatus> {
  requireOwnPackage(context, 'table show');
  const { output, signal } = context;
  const found = declarations().find((each) => each.name === name || each.table === name);
  if (!found)
    throw new CommandFailure(
      'UnknownTable',
      `There is no table "${name}". There are: ${declarations()
        .map((each) => each.table)
        .join(', ')}.`,
    );
  const shown = await withSession(context, (session) => showTable(session, found, signal));
  await (output.json ? output.value(shown.value) : output.result(shown.text));
  return 0;
}
