import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { projectRoot } from '../paths.ts';

/** As much of a field's schema as says how a word of the command line is meant. */
interface Field {
  type?: string | string[];
  enum?: unknown[];
  items?: Field;
  $ref?: string;
}

/**
 * A machine's input out of options: `--trials 20 --space '{"C": [1, 10]}'`. Whether the fields are right the machine says.
 * @throws CommandFailure Usage
 */
export function inputOf(machine: string, words: string[]): Record<string, unknown> {
  const schema = schemaOf(machine);
  const input: Record<string, unknown> = {};
  for (let i = 0; i < words.length; i++) {
    const [, name, inline] = /^--([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(words[i]!) ?? [];
    const value = inline ?? words[++i];
    if (name === undefined || value === undefined || value.startsWith('--'))
      throw new CommandFailure(
        'Usage',
        `Fields are given as --<field> <value>, but ${name === undefined ? `there is "${words[i - 1]}"` : `--${name} has no value`} (see --help).`,
      );
    input[name] = valueOf(value, schema.properties[name] ?? {}, schema);
  }
  return input;
}

interface Schema {
  properties: Record<string, Field>;
  $defs?: Record<string, Field>;
}

/** None for a machine that is not there, which is refused later. */
function schemaOf(machine: string): Schema {
  const file = join(projectRoot, 'statemachines/inputs', `${machine}.schema.json`);
  if (!/^[\w-]+$/.test(machine) || !existsSync(file)) return { properties: {} };
  return JSON.parse(readFileSync(file, 'utf8')) as Schema;
}

/** A field with what it refers to in its own file; of what is common to machines no word is ambiguous. */
function resolved({ $ref = '', ...field }: Field, schema: Schema): Field {
  const [, name] = /^#\/\$defs\/(.+)$/.exec($ref) ?? [];
  return { ...(name === undefined ? {} : schema.$defs?.[name]), ...field };
}

function valueOf(text: string, given: Field, schema: Schema): unknown {
  const field = resolved(given, schema);
  const types = [field.type].flat();
  const item = resolved(field.items ?? {}, schema);
  if (types.includes('array') && item.type === 'string' && !/^\s*\[/.test(text))
    return text.split(',').map((word) => word.trim());
  if (field.enum || (types.length === 1 && types[0] === 'string')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
