import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import type { DeclaredColumn, Declaration } from '../../cli/tables/declarations.ts';
import { declarations } from '../../cli/tables/declarations.ts';
import { projectRoot } from '../support/pipeline.ts';

const page = join(projectRoot, 'docs/tables.md');
const mark = '<!-- Made of lake/tables: UPDATE_DOCS=1 npm test -- test/docs -->\n';

function sectionOf({ table, description, id, columns }: Declaration): string {
  const rows = [['column', 'type', 'what it is'], ['-', '-', '-'], ...columns.map((each) => rowOf(each, id))];
  const lines = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return `\n### \`${table}\`\n\n${description}.\n\n${lines.join('\n')}\n`;
}

function rowOf(column: DeclaredColumn, id: string | undefined): string[] {
  const { name, source, type, nullable, minimum, maximum, values, classification, description } = column;
  const says = [
    name === id && 'the id',
    description,
    source !== undefined && `delivered as \`${source}\``,
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && `to ${maximum}`,
    values && `one of ${values.join(', ')}`,
    nullable === false && name !== id && 'never null',
    classification,
  ];
  return [`\`${name}\``, type, says.filter(Boolean).join('; ')];
}

test('the page lists the columns that are declared', async () => {
  const text = readFileSync(page, 'utf8');
  const isUpdate = process.env.UPDATE_DOCS === '1';
  // A table of one's own need not stand there.
  const listed = declarations().filter(
    ({ layer, table }) => isUpdate || layer !== 'bronze' || text.includes(`### \`${table}\``),
  );
  const made = `${text.split(mark)[0]}${mark}${listed.map(sectionOf).join('')}`;
  const formatted = await format(made, { parser: 'markdown', printWidth: 110 });
  if (isUpdate) writeFileSync(page, formatted);
  expect(readFileSync(page, 'utf8')).toBe(formatted);
});
