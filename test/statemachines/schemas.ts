import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/pipeline.ts';

/** As much of JSON Schema as the inputs use. */
export interface Field {
  $ref?: string;
  type?: string | string[];
  enum?: string[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  'x-values'?: string;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  items?: Field;
  properties?: Record<string, Field>;
  default?: unknown;
  description?: string;
}

export interface Schema extends Field {
  $id?: string;
  properties: Record<string, Field>;
  examples: Record<string, unknown>[];
  $defs?: Record<string, Field>;
}

const folder = join(projectRoot, 'statemachines/inputs');
const files = readdirSync(folder).filter((file) => file.endsWith('.schema.json'));

/** Every schema by its file's name. */
export const schemas = new Map(
  files.map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Schema]),
);

/** A machine's schema; of `properties`, its own fields. */
export function schemaOf(machine: string): Schema {
  const schema = schemas.get(`${machine}.schema.json`)!;
  // `"job": false` forbids what is common to the others.
  const own = Object.entries<Field | false>(schema.properties).filter(([, field]) => field !== false);
  return { ...schema, properties: Object.fromEntries(own) as Record<string, Field> };
}

/** A field with what it refers to in its place. */
export function resolved(field: Field, file: string): Field {
  if (field.$ref === undefined) return field;
  const [other, pointer] = field.$ref.split('#/$defs/');
  const home = other === '' ? file : other!;
  if (pointer === undefined) return { ...field, type: 'object' };
  return { ...resolved(schemas.get(home)!.$defs![pointer]!, home), ...field };
}
