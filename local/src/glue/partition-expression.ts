import type { Partition, Table } from '@aws-sdk/client-glue';
import { glueError } from './errors.ts';

const tokens = /\s*(?:(?<mark>[()=])|'(?<text>(?:[^']|'')*)'|(?<word>\w+))\s*/gy;

/**
 * Reads the Expression of GetPartitions, as far as it goes here: equalities of a key and a text, joined by AND.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
 * @returns whether a partition of the table fits
 * @throws InvalidInputException for any other expression
 */
export function partitionFilter(table: Table, expression: string): (partition: Partition) => boolean {
  const written = tokenize(expression);
  const equalities = written && conjunction(written);
  const keys = (table.PartitionKeys ?? []).map(({ Name }) => Name!.toLowerCase());
  const wanted = equalities?.map(({ key, value }) => ({ index: keys.indexOf(key.toLowerCase()), value }));
  if (!wanted || wanted.some(({ index }) => index < 0)) {
    throw glueError(
      'InvalidInputException',
      `The local Glue knows expressions such as run = 'a' AND part = 'b' over the keys of ${table.Name} ` +
        `(${keys.join(', ')}), and not ${expression}. Leave the rest out and filter the list.`,
    );
  }
  return ({ Values = [] }) => wanted.every(({ index, value }) => Values[index] === value);
}

interface Equality {
  key: string;
  value: string;
}

type Token = Partial<Record<'mark' | 'text' | 'word', string>>;

function tokenize(expression: string): Token[] | undefined {
  const found = [...expression.matchAll(tokens)];
  const length = found.reduce((sum, [all]) => sum + all.length, 0);
  return length === expression.length ? found.map(({ groups }) => groups!) : undefined;
}

/** Takes the tokens from the front; undefined where they are no conjunction. */
function conjunction(rest: Token[]): Equality[] | undefined {
  const equalities = terms(rest);
  return rest.length === 0 ? equalities : undefined;
}

function terms(rest: Token[]): Equality[] | undefined {
  const first = term(rest);
  if (rest[0]?.word?.toUpperCase() !== 'AND') return first;
  rest.shift();
  const others = terms(rest);
  return first && others && [...first, ...others];
}

function term(rest: Token[]): Equality[] | undefined {
  if (rest[0]?.mark === '(') {
    rest.shift();
    const inner = terms(rest);
    return rest.shift()?.mark === ')' ? inner : undefined;
  }
  const [key, equals, value] = rest.splice(0, 3);
  if (key?.word === undefined || equals?.mark !== '=' || value?.text === undefined) return undefined;
  return [{ key: key.word, value: value.text.replaceAll("''", "'") }];
}
