import { CommandFailure } from '../../failure.ts';
import type { DeclaredColumn, Delivery } from '../declarations.ts';
import type { ColumnFacts } from './column-facts.ts';
import { columnType } from './column-type.ts';
import type { Look } from './look-at-file.ts';
import { glueNames } from './names.ts';
import type { Writing } from './writing.ts';
import { writingOf } from './writing.ts';

/** What a table of a look would declare, and what a person should look at again. */
export interface Advice {
  columns: DeclaredColumn[];
  id: string | undefined;
  delivery: Delivery | undefined;
  /** Sentences. */
  doubts: string[];
}

/** @param wanted the column that is the id, by its delivered name or Glue's */
export function advise(look: Look, wanted?: string): Advice {
  const writing = writingOf(look);
  const names = glueNames(look.columns.map(({ name }) => name));
  const typed = look.columns.map((facts) => columnType(facts, writing));
  const doubts = [...writing.doubts, ...typed.flatMap(({ doubt }) => doubt ?? [])];
  const id = idOf(
    look,
    names,
    typed.map(({ type }) => type),
    doubts,
    wanted,
  );
  const columns = typed.map(({ type }, i): DeclaredColumn => {
    const source = look.columns[i]!.name;
    const name = names[i]!;
    const isNumbered = name !== glueNames([source])[0];
    if (isNumbered)
      doubts.push(`\`${source}\` is called ${name} in SQL, as another column has that name already.`);
    return { name, ...(source !== name && { source }), type, ...(name === id && { nullable: false }) };
  });
  return { columns, id, delivery: deliveryOf(look, writing), doubts };
}

function idOf(
  look: Look,
  names: string[],
  types: string[],
  doubts: string[],
  wanted?: string,
): string | undefined {
  if (wanted !== undefined) return names[wantedPlace(look, names, wanted)];
  const places = look.columns.flatMap((facts, i) => (isCandidate(facts, types[i]!) ? [i] : []));
  const byName = places.filter((i) => /(^|_)(id|key|uuid|guid|sku|code|nr|no|number)$/.test(names[i]!));
  const [chosen] = byName.length > 0 ? byName : places.filter((i) => i === 0);
  const shown = places.map((i) => `\`${look.columns[i]!.name}\``).join(', ');
  if (chosen === undefined)
    doubts.push(
      `No column is taken as the id${shown && `, though in ${shown} no value repeats`}: say --id <column>.`,
    );
  else if (places.length > 1)
    doubts.push(
      `The id is taken to be \`${look.columns[chosen]!.name}\` of ${shown}, in which no value repeats.`,
    );
  return chosen === undefined ? undefined : names[chosen];
}

/** Never empty, never twice the same, and no measure. */
function isCandidate({ isUnique, empty, missing, hasEdges }: ColumnFacts, type: string): boolean {
  return isUnique && empty === 0 && missing.size === 0 && !hasEdges && /^(bigint|string)$/.test(type);
}

/** @throws CommandFailure WrongId */
function wantedPlace({ columns }: Look, names: string[], wanted: string): number {
  const place = columns.findIndex(({ name }, i) => name === wanted || names[i] === wanted);
  const facts = columns[place];
  if (!facts)
    throw wrongId(
      `there is no column ${JSON.stringify(wanted)}: there are ${names.slice(0, 100).join(', ')}`,
    );
  if (facts.empty + facts.missing.size > 0)
    throw wrongId(`${wanted} is empty in some rows, which an id is never`);
  if (!facts.isUnique) throw wrongId(`values of ${wanted} repeat, which those of an id never do`);
  return place;
}

const wrongId = (words: string) =>
  new CommandFailure('WrongId', `--id: ${words}. Nothing was written or imported.`);

/** How such files are read; undefined where all is as JSON and Parquet have it. */
function deliveryOf(
  { kind, form, encoding }: Look,
  { decimal, grouping, date, nullTexts }: Writing,
): Delivery | undefined {
  if (kind === 'parquet') return { type: 'parquet' };
  if (form === undefined) return encoding === undefined ? undefined : { encoding };
  const { delimiter, quote, header } = form;
  return {
    type: 'csv',
    delimiter,
    ...(quote === '' && { quote }),
    ...(!header && { header }),
    ...(encoding !== undefined && { encoding }),
    ...(decimal === ',' && { decimal }),
    ...(grouping !== undefined && { grouping }),
    ...(date !== undefined && { date }),
    ...(nullTexts.length > 0 && { nullTexts: ['', ...nullTexts] }),
  };
}
