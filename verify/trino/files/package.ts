import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shapes } from './shapes.ts';
import type { Shape } from './shapes.ts';

const templateFile = 'cloudformation-template-update-stack.json';

/** Copies a package and adds the tables of the generated files to its template. */
export async function packageWithFileTables(from: string, to: string): Promise<string> {
  await cp(from, to, { recursive: true });
  const path = join(to, templateFile);
  const template = JSON.parse(await readFile(path, 'utf8')) as { Resources: Record<string, unknown> };
  for (const [name, shape] of Object.entries(shapes)) {
    template.Resources[name.replaceAll('_', '')] = tableResource(name, shape);
  }
  await writeFile(path, JSON.stringify(template));
  return to;
}

function tableResource(name: string, { library, serde, columns, parameters }: Shape) {
  const TableInput = {
    Name: name,
    TableType: 'EXTERNAL_TABLE',
    Parameters: { EXTERNAL: 'TRUE', ...parameters },
    StorageDescriptor: {
      Location: { 'Fn::Sub': `s3://\${LakeBucket}/verify/${name}/` },
      InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      SerdeInfo: { SerializationLibrary: library, Parameters: serde },
      Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })),
    },
  };
  const Properties = { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseName: { Ref: 'Database' }, TableInput };
  return { Type: 'AWS::Glue::Table', Properties };
}
