import { Failure } from '../../kernels/failure.ts';
import type { Column, Resolved } from './columns.ts';
import { quoted } from './quote.ts';

/** What stands in a statement's place: text, or a marker with what follows it in braces. */
type Part = string | { word: string; marker: string; body: Part[]; kind?: string };

const pieces =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\{(?<word>each|if|unless) (?:(?<kind>number|text) )?(?<block>\w+): ?|\{(?:(?<written>name) )?(?<marker>\w+)\}|(?<end>\})|[^'"{}]+|./gs;

/**
 * The statement with its markers filled in, each once, so that no name can become another marker:
 *
 *     {table}, {id}              an identifier
 *     {name id}                  a column's name as a text
 *     {each features: … {x} …}   the text for each of several columns, with commas between
 *     {each text features: …}    for those of them that are texts, or that are not (number)
 *     {if day: …}, {unless day: …}  the text where the input names the column, or does not
 *
 * What stands in quotes stays, such as the '{target}' of UNLOAD.
 * @throws Failure InvalidStatement for a marker that nothing is known of
 */
export function fill(
  statement: string,
  { table, columns }: { table: string; columns: Record<string, Resolved> },
): string {
  const tokens = [...statement.matchAll(pieces)];
  return render(parse(tokens, false), { ...columns }, table);
}

function parse(tokens: RegExpExecArray[], isBody: boolean): Part[] {
  const parts: Part[] = [];
  for (let token = tokens.shift(); token; token = tokens.shift()) {
    const { word, kind, block, written, marker, end } = token.groups!;
    if (end && isBody) return parts;
    if (word) parts.push({ word, marker: block!, body: parse(tokens, true), kind });
    else parts.push(marker ? { word: written ? 'text' : 'name', marker, body: [] } : token[0]);
  }
  if (isBody) throw invalid('a { has no }');
  return parts;
}

function render(parts: readonly Part[], columns: Record<string, Resolved>, table: string): string {
  const inside = (body: readonly Part[], more: Record<string, Resolved> = {}) =>
    render(body, { ...columns, ...more }, table);
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const { word, marker, body, kind } = part;
      if (word === 'name' && marker === 'table') return table;
      const value = known(columns, marker);
      if (word === 'name') return quoted(single(value, marker).name);
      if (word === 'text') return textOf(single(value, marker).name);
      if (word === 'each')
        return several(value, marker)
          .filter((x) => !kind || (kind === 'text') === (x.kind === 'text'))
          .map((x) => inside(body, { x }))
          .join(', ');
      return (value !== null) === (word === 'if') ? inside(body) : '';
    })
    .join('');
}

/** A name as a text of Athena's SQL. */
const textOf = (name: string): string => `'${name.replaceAll("'", "''")}'`;

function known(columns: Record<string, Resolved>, marker: string): Resolved {
  if (Object.hasOwn(columns, marker)) return columns[marker]!;
  throw invalid(`nothing is known of {${marker}}`);
}

function single(value: Resolved, marker: string): Column {
  if (value && !Array.isArray(value)) return value;
  throw invalid(
    value
      ? `{${marker}} is several columns: write {each ${marker}: {x}}`
      : `no column is named for {${marker}}`,
  );
}

function several(value: Resolved, marker: string): Column[] {
  if (Array.isArray(value)) return value;
  throw invalid(`{each ${marker}: …} is for several columns`);
}

function invalid(reason: string): Failure {
  return new Failure('InvalidStatement', `The statement cannot be filled in: ${reason}.`);
}
