import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format } from 'prettier';
import { projectRoot } from '../support/pipeline.ts';
import { machines } from '../statemachines/checked-input.ts';
import type { Field } from '../statemachines/schemas.ts';

const require = createRequire(import.meta.url);
const { kind } = require('../../statemachines/parts/input/words.cjs') as { kind: (field: object) => string };
const { commonFields, inputOf } = require('../../statemachines/parts/input/schema.cjs') as {
  commonFields: object;
  inputOf: (machine: string) => {
    fields: Record<string, DocumentedField>;
    defaults: Record<string, { says: string }>;
  };
};

interface DocumentedField extends Field {
  /** The machine of the job whose input it is. */
  machine?: string;
  'x-unit'?: string;
  errorMessage?: string;
  'x-otherwise'?: string;
}

const page = join(projectRoot, 'docs/machines.md');
const mark = (machine: string) =>
  `<!-- Made of statemachines/inputs/${machine}.schema.json: UPDATE_DOCS=1 npm test -- test/docs -->`;

/** The rows of a machine's own fields: name, default, unit, rule. Which jobs there are is no matter of the page. */
function rowsOf(machine: string): string[][] {
  const { fields, defaults } = inputOf(machine);
  const own = Object.entries(fields).filter(([name, field]) => !(name in commonFields) && !field.machine);
  const ofJobs = Object.values(fields).some((field) => field.machine)
    ? [['`<job>`', '`{}`', '', 'an object, the input of that job']]
    : [];
  return [...own.flatMap(([name, field]) => rows(name, field, defaults[name]?.says)), ...ofJobs];
}

function rows(name: string, field: DocumentedField, says?: string): string[][] {
  const inner = field.properties ?? {};
  const given = says ?? defaultOf(field);
  const own = [`\`${name}\``, given, field['x-unit'] ?? '', ruleOf(field)];
  return [own, ...Object.entries(inner).flatMap(([key, each]) => rows(`${name}.${key}`, each))];
}

function defaultOf({ default: value, type, 'x-otherwise': otherwise }: DocumentedField): string {
  if (otherwise !== undefined) return otherwise;
  if (value === undefined) return type === 'object' ? '' : 'none';
  return typeof value === 'string' ? `\`${value}\`` : JSON.stringify(value).replaceAll(',', ', ');
}

function ruleOf(field: DocumentedField): string {
  const rule =
    field.errorMessage?.replace(/^must be /, '') ??
    (field.enum ?? []).map((each) => `\`${each}\``).join(', ');
  const setting = (_: string, name: string) => `\`${name}\``;
  if (field.items?.['x-values']) return `a list of jobs of the night; ${field.description}`;
  const named = (rule || kind(field)).replace(/\$\{self:([\w.]+)\}/, setting);
  return [named, field.description].filter(Boolean).join('; ');
}

const tableOf = (machine: string) =>
  [['field', 'default', 'unit', 'rule'], ['-', '-', '-', '-'], ...rowsOf(machine)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** The page with the tables as the schemas have them. */
async function pageWithTables(text: string): Promise<string> {
  const made = machines.reduce(
    (whole, machine) =>
      whole.replace(
        new RegExp(`(${mark(machine)}\n)\n(\\|.*\n)*`),
        (_, start: string) => `${start}\n${tableOf(machine)}\n`,
      ),
    text,
  );
  return format(made, { parser: 'markdown', printWidth: 110 });
}

test('the tables of inputs are those of the schemas, none of them wide', async () => {
  const text = readFileSync(page, 'utf8');
  for (const machine of machines) expect(text).toContain(mark(machine));
  const made = await pageWithTables(text);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(page, made);
  expect(readFileSync(page, 'utf8')).toBe(made);
  for (const machine of machines) {
    const [, table] = made.split(`${mark(machine)}\n\n`);
    const lines = table!.slice(0, table!.indexOf('\n\n')).split('\n');
    expect(lines).toHaveLength(rowsOf(machine).length + 2);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(200);
  }
});
