import { resolved, schemaOf, type Field } from './schemas.ts';

/** Values at a field's bounds, and the next ones beyond. */
export interface Bounds {
  taken: unknown[];
  refused: unknown[];
}

/** The bounds of a field of a machine's input. */
export function boundsOf(machine: string, name: string): Bounds {
  const file = `${machine}.schema.json`;
  return boundsOfField(resolved(schemaOf(machine).properties[name]!, file), file);
}

export function boundsOfField(field: Field, file: string): Bounds {
  if (field['x-values']) return { taken: ['svr-leaderboard'], refused: ['svr', 15, null] };
  if (field.enum) return { taken: field.enum, refused: [`${field.enum[0]}s`, field.enum[0]!.length, null] };
  const kind = [field.type].flat()[0]!;
  const bounds = byKind[kind];
  if (!bounds) throw new Error(`No bounds are known of a field of type ${kind}.`);
  return bounds(field, file);
}

const byKind: Record<string, (field: Field, file: string) => Bounds> = {
  boolean: () => ({ taken: [true, false], refused: ['true', 0, null] }),
  integer: integers,
  number: numbers,
  array: lists,
  string: texts,
};

/** Of these texts those that the pattern takes, and those that it does not. */
function texts({ pattern }: Field): Bounds {
  const some = [
    'x',
    'Größe "m²"; --',
    'x'.repeat(255),
    'x'.repeat(256),
    '2026-11-30',
    '30.11.2026',
    'a{b}',
    '',
  ];
  const [taken, refused] = [true, false].map((is) =>
    some.filter((text) => new RegExp(pattern!).test(text) === is),
  );
  return { taken: taken!, refused: [...refused!, 7, null] };
}

function integers({ minimum: least, maximum: most }: Field): Bounds {
  const [minimum, maximum] = [least!, most!];
  return {
    taken: [minimum, maximum],
    refused: [minimum - 1, maximum + 1, minimum + 0.5, String(maximum), null, true],
  };
}

function numbers({ minimum, exclusiveMinimum, maximum }: Field): Bounds {
  const above = maximum! * (1 + Number.EPSILON);
  const [least, below] =
    exclusiveMinimum === undefined
      ? [minimum!, minimum! - 1e-12]
      : [exclusiveMinimum + 1e-12, exclusiveMinimum];
  return { taken: [least, maximum], refused: [below, above, String(maximum), null] };
}

/** Lists of as many items as may be, and of one more and one fewer. */
function lists({ items, minItems, maxItems }: Field, file: string): Bounds {
  const item = good(resolved(items!, file), file);
  const of = (length: number) => Array<unknown>(length).fill(item);
  const [taken, refused] = maxItems === undefined ? [[], []] : [[of(maxItems)], [of(maxItems + 1)]];
  return { taken: [of(minItems!), ...taken], refused: [of(minItems! - 1), ...refused, null] };
}

/** A value that the field takes. */
function good(field: Field, file: string): unknown {
  if (field.type !== 'object') return boundsOfField(field, file).taken[0];
  const fields = Object.entries(field.properties!);
  return Object.fromEntries(fields.map(([name, each]) => [name, good(resolved(each, file), file)]));
}
