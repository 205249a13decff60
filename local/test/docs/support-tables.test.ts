/**
 * The tables of local/docs equal the code: what an operation supports is what it declares, and what it refuses
 * is what else the API has in the SDK's clients. A row that differs is shown as it should read.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as athena from '@aws-sdk/client-athena';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as glue from '@aws-sdk/client-glue';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as sfn from '@aws-sdk/client-sfn';
import * as sts from '@aws-sdk/client-sts';
import { batcherFields } from '../../src/asl/map/item-batcher.ts';
import { itemReaderFields, readerConfigFields } from '../../src/asl/map/item-reader.ts';
import { resultWriterFields, writerConfigFields } from '../../src/asl/map/result-writer.ts';
import { catcherFields } from '../../src/asl/parse/catcher.ts';
import { configFields, processorFields } from '../../src/asl/parse/item-processor.ts';
import { machineFields } from '../../src/asl/parse/parse-machine.ts';
import { retrierFields } from '../../src/asl/parse/retrier.ts';
import { choiceFields, ruleFields } from '../../src/asl/states/choice.ts';
import { failFields } from '../../src/asl/states/fail.ts';
import { mapFields } from '../../src/asl/map/map-fields.ts';
import { parallelFields } from '../../src/asl/states/parallel.ts';
import { passFields } from '../../src/asl/states/pass.ts';
import { succeedFields } from '../../src/asl/states/succeed.ts';
import { taskFields } from '../../src/asl/states/task.ts';
import { waitFields } from '../../src/asl/states/wait.ts';
import { refusedOperations as refusedFunctions } from '../../src/lambda/operations/refused.ts';
import type { Support } from '../../src/service.ts';
import { refusedOperations } from '../../src/sfn/operations/refused.ts';
import { listRows, row } from '../support/doc-tables.ts';
import { inventedMembers, missingMembers, onlyMembers } from '../support/sdk-members.ts';
import { allServices } from '../support/services.ts';

const stack = { name: 'test', accountId: '000000000000', region: 'us-east-1', directory: '', resources: [] };
const home = mkdtempSync(join(tmpdir(), 'nocturne-tables-'));
const services = new Map(allServices(home, stack).map((service) => [service.name, service]));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const pageOf = (name: string) => readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');

/** The rows of the table below a page's heading, without its head. */
function tableBelow(page: string, heading: string): string[] {
  const [, section = ''] = pageOf(page).split(`\n## ${heading}\n`);
  const lines = section
    .split(/\n#+ /)[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return lines.slice(2);
}

const clients = { sfn, athena, glue, s3, lambda, cloudformation, sts };
const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

function inputSchema(service: keyof typeof clients, operation: string) {
  const schemas = clients[service] as unknown as Record<string, unknown[]>;
  return schemas[`${capitalized(operation)}$`]![4] as () => unknown[];
}

function operationRows(
  service: keyof typeof clients,
  operation: string,
  { members, partly = {} }: Support,
): string[] {
  const schema = inputSchema(service, operation);
  const defaults = onlyMembers(members as never);
  const lesser = [...Object.entries(partly), ...defaults.map(([at, values]) => [at, `only ${values}`])];
  const works = Object.keys(members).filter((member) => !lesser.some(([at]) => at === member));
  const limited = lesser.map(([member, what]) => `${member} (${what})`);
  const refused = missingMembers(members as never, schema);
  const levels = [
    ['works', works] as const,
    ['partly', limited] as const,
    ['refused', refused] as const,
  ].filter(([, list]) => list.length > 0);
  // An operation without any members works.
  const shown = levels.length > 0 ? levels : [['works', []] as const];
  return shown.flatMap(([level, list], i) => listRows([i === 0 ? capitalized(operation) : '', level], list));
}

const headings: [string, keyof typeof clients][] = [
  ['Step Functions', 'sfn'],
  ['Athena', 'athena'],
  ['Glue', 'glue'],
  ['S3', 's3'],
  ['Lambda', 'lambda'],
  ['CloudFormation', 'cloudformation'],
  ['STS', 'sts'],
];

const refusedBy: Partial<Record<string, Readonly<Record<string, string>>>> = {
  sfn: refusedOperations,
  lambda: refusedFunctions,
};

test.each(headings)('%s: one row per operation', (heading, name) => {
  const { operations } = services.get(name)!;
  const expected = [...operations].flatMap(([operation, support]) => operationRows(name, operation, support));
  const refusals = Object.entries(refusedBy[name] ?? {}).map(([operation, reason]) =>
    row(capitalized(operation), 'refused', reason),
  );
  expect(tableBelow('services', heading)).toEqual([...expected, ...refusals]);
});

test.each(headings)('%s: no operation has a member that AWS has not', (_heading, name) => {
  for (const [operation, { members }] of services.get(name)!.operations)
    expect([operation, inventedMembers(members as never, inputSchema(name, operation))]).toEqual([
      operation,
      [],
    ]);
});

const fieldTables: Record<string, object> = {
  'a machine': machineFields,
  Pass: passFields,
  Task: taskFields,
  Choice: choiceFields,
  'its Choices': ruleFields,
  Wait: waitFields,
  Succeed: succeedFields,
  Fail: failFields,
  Parallel: parallelFields,
  Map: mapFields,
  ItemProcessor: processorFields,
  ProcessorConfig: configFields,
  ItemReader: itemReaderFields,
  ReaderConfig: readerConfigFields,
  ItemBatcher: batcherFields,
  ResultWriter: resultWriterFields,
  WriterConfig: writerConfigFields,
  Retry: retrierFields,
  Catch: catcherFields,
};

test('the states language: one row per object', () => {
  const rows = Object.entries(fieldTables).flatMap(([name, fields]) => listRows([name], Object.keys(fields)));
  expect(tableBelow('states-language', 'Fields')).toEqual(rows);
});
