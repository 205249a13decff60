import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { projectRoot } from '../paths.ts';

/** As much of a field's schema as says how a word of the command line is meant. */
interface Field {
  type?: string | string[];
  enum?: unknown[];
  items?: { type?: string };
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
    input[name] = valueOf(value, schema[name]);
  }
  return input;
}

/** None for a machine that is not there, which packaging refuses. */
function schemaOf(machine: string): Record<string, Field> {
  const file = join(projectRoot, 'statemachines/inputs', `${machine}.schema.json`);
  if (!/^[\w-]+$/.test(machine) || !existsSync(file)) return {};
  return (JSON.parse(readFileSync(file, 'utf8')) as { properties: Record<string, Field> }).properties;
}

function valueOf(text: string, field: Field = {}): unknown {
  const types = [field.type].flat();
  if (types.includes('array') && field.items?.type === 'string' && !/^\s*\[/.test(text))
    return text.split(',').map((word) => word.trim());
  if (field.enum || (types.length === 1 && types[0] === 'string')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
