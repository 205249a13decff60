import type { ResultPage } from '../aws/queries.ts';
import { runQuery } from '../aws/queries.ts';
import type { Context } from '../context.ts';
import { CommandFailure } from '../failure.ts';
import type { ExitStatus } from '../failure.ts';
import { isNumberParameter, toExecutionParameter } from '../format/sql-parameter.ts';
import { isNumeric, toRowObjects } from '../format/sql-value.ts';
import type { TableLayout } from '../format/table.ts';
import { layOutTable } from '../format/table.ts';
import type { Output } from '../output.ts';
import { requireLake } from '../runtime/home.ts';
import { withSession } from '../session.ts';
import type { AddCommand } from './perform.ts';

/** `nocturne sql "<statement>"` */
export const addSql: AddCommand = (program, perform) => {
  program
    .command('sql')
    .summary('run one Athena statement on the lake')
    .description(
      'Runs one statement in Athena SQL on the lake and prints its rows: as a table, or with --json as an array.',
    )
    .argument('<statement>', 'the statement, e.g. "SELECT * FROM gold_leaderboard WHERE rank <= ?"')
    .option(
      '--param <value>',
      'value of the next ? of the statement; may be repeated. What reads as a number is one, all else is text; \'"123"\' is text too',
      (value: string, values: string[]) => [...values, value],
      [],
    )
    .action((statement: string, options: { param: string[] }) =>
      perform((context) => sql(context, statement, options.param)),
    );
};

async function sql(context: Context, statement: string, parameters: string[]): Promise<ExitStatus> {
  requireLake(context);
  return withSession<ExitStatus>(context, async (session) => {
    if (session.local) noteEstimates(statement, context.output);
    const pages = runQuery(session, statement, parameters.map(toExecutionParameter), context.signal);
    try {
      await (context.output.json ? printJson(pages, context.output) : printTable(pages, context.output));
    } catch (error) {
      throw withParameterHint(error, parameters);
    }
    return 0;
  });
}

/** What Athena estimates the local engine counts: other figures are to be expected on AWS. */
function noteEstimates(statement: string, output: Output): void {
  const [found] = /\bapprox_(?:distinct|percentile)(?=\s*\()/i.exec(statement) ?? [];
  if (found) output.note(`${found.toLowerCase()} is exact here; on AWS it is an estimate.`);
}

/** A text of digits passes for a number, which Athena compares with no text: then says how to pass it as one. */
function withParameterHint(error: unknown, parameters: string[]): unknown {
  const number = parameters.find(isNumberParameter);
  const mismatch = error instanceof CommandFailure && error.message.includes('TYPE_MISMATCH');
  if (!mismatch || number === undefined) return error;
  const hint = `A value that reads as a number is passed as one: --param '"${number}"' passes ${number} as a text.`;
  return new CommandFailure(error.code, `${error.message}. ${hint}`, error.status);
}

/** Prints page by page, so that no result is too large. */
async function printJson(pages: AsyncIterable<ResultPage>, output: Output): Promise<void> {
  let separator = '[\n';
  for await (const { columns, rows } of pages) {
    for (const row of toRowObjects(columns, rows)) {
      await output.result(`${separator}  ${JSON.stringify(row)}`);
      separator = ',\n';
    }
  }
  await output.result(separator === '[\n' ? '[]\n' : '\n]\n');
}

async function printTable(pages: AsyncIterable<ResultPage>, output: Output): Promise<void> {
  let layout: TableLayout | undefined;
  let count = 0;
  for await (const { columns, rows } of pages) {
    const lines = rows.map((row) => columns.map((_, i) => row[i] ?? 'NULL'));
    const titles = columns.map(({ Name, Type }) => ({ title: Name!, numeric: isNumeric(Type) }));
    if (!layout && columns.length > 0) {
      layout = layOutTable(titles, lines);
      await output.result(`${layout.header.join('\n')}\n`);
    }
    for (const line of lines) await output.result(`${layout!.line(line)}\n`);
    count += rows.length;
  }
  output.note(layout ? `${count} row${count === 1 ? '' : 's'}` : 'Done; the statement has no rows to show.');
}
