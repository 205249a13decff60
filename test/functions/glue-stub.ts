import type { ServerResponse } from 'node:http';
import type { Table } from '@aws-sdk/client-glue';

const column = (Type: string) => (Name: string) => ({ Name, Type });

/** A table as the catalog describes it, with as much of Glue as the functions use. */
export const table = (
  Name: string,
  columns: Record<string, string[]>,
  Parameters: Record<string, string> = {},
): Table => ({
  Name,
  DatabaseName: 'nocturne_dev',
  Parameters,
  StorageDescriptor: {
    Location: `s3://lake/examples/${Name.replace('bronze_', '')}/`,
    Columns: Object.entries(columns).flatMap(([type, names]) => names.map(column(type))),
  },
});

export const patients = table('bronze_patients', {
  bigint: ['patient_id'],
  double: ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6', 'y_true'],
  boolean: ['is_train'],
});

/** Answers GetTable, the one operation that the functions ask for. */
export function answerGlue(response: ServerResponse, body: Buffer, tables: readonly Table[]): void {
  const { Name, DatabaseName } = JSON.parse(body.toString()) as Table;
  const found = tables.find((each) => each.Name === Name && each.DatabaseName === DatabaseName);
  response.writeHead(found ? 200 : 400, { 'Content-Type': 'application/x-amz-json-1.1' });
  response.end(
    JSON.stringify(
      found ? { Table: found } : { __type: 'EntityNotFoundException', Message: 'Entity Not Found' },
    ),
  );
}
