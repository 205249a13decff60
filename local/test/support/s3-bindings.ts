/** What the SDK's model of S3 says of requests: where each operation lies, and which members stand in headers or parameters. */
import * as s3 from '@aws-sdk/client-s3';

export interface S3Operation {
  /** As services name it: `getObject`. */
  name: string;
  method: string;
  on: 'bucket' | 'object';
  /** Without `x-id`, which only names the operation. */
  parameters: URLSearchParams;
  bound: Bound[];
}

export interface Bound {
  member: string;
  place: 'header' | 'parameter';
  /** In lower case for headers. */
  name: string;
}

type Traits = Record<string, unknown>;
type Schema = number | (() => Schema) | unknown[];

const operationKind = 9;

export const s3Operations: S3Operation[] = Object.values(s3 as Record<string, unknown>)
  .filter((schema): schema is unknown[] => Array.isArray(schema) && schema[0] === operationKind)
  .map(([, , name, traits, input]) => {
    const [method, target] = (traits as { http: [string, string] }).http;
    const [path, query] = target.split('?');
    const parameters = new URLSearchParams(query);
    parameters.delete('x-id');
    const capitalized = name as string;
    return {
      name: capitalized.charAt(0).toLowerCase() + capitalized.slice(1),
      method,
      on: path === '/' ? ('bucket' as const) : ('object' as const),
      parameters,
      bound: boundMembers(input as Schema),
    };
  });

function boundMembers(input: Schema): Bound[] {
  const [, , , , names, schemas] = resolve(input) as [0, 0, 0, 0, string[], Schema[]];
  return names.flatMap((member, index): Bound[] => {
    const schema = schemas[index];
    const traits = (Array.isArray(schema) && schema.length === 2 ? schema[1] : {}) as Traits;
    if (typeof traits.httpHeader === 'string')
      return [{ member, place: 'header', name: traits.httpHeader.toLowerCase() }];
    if (typeof traits.httpPrefixHeaders === 'string')
      return [{ member, place: 'header', name: `${traits.httpPrefixHeaders}any` }];
    if (typeof traits.httpQuery === 'string') return [{ member, place: 'parameter', name: traits.httpQuery }];
    return [];
  });
}

function resolve(schema: Schema): unknown[] {
  return typeof schema === 'function' ? resolve(schema()) : (schema as unknown[]);
}
