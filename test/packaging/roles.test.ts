import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStack, resourcesOfType } from 'template-runtime/template';
import { packageDirectory, projectRoot } from '../support/pipeline.ts';

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const roles = resourcesOfType(loadStack(packageDirectory), 'AWS::IAM::Role');
const statements = roles.flatMap(({ logicalId, properties }) =>
  (properties.Policies as { PolicyDocument: { Statement: Statement[] } }[])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map((statement) => ({ logicalId, statement })),
);

/** A condition as text, the values that one key may have in order. */
function conditionText(condition: Statement['Condition']): string {
  const sorted = (_: string, value: unknown) => (Array.isArray(value) ? value.map(String).sort() : value);
  return condition ? ` ${JSON.stringify(condition, sorted)}` : '';
}

const grantLines = statements.flatMap(({ logicalId, statement: { Action, Resource, Condition } }) =>
  [Action]
    .flat()
    .flatMap((action) =>
      [Resource].flat().map((resource) => `${logicalId} ${action} ${resource}${conditionText(Condition)}`),
    ),
);

test('the roles may do what test/fixtures/roles/grants.txt lists, action by action and resource by resource', () => {
  const recorded = readFileSync(join(projectRoot, 'test/fixtures/roles/grants.txt'), 'utf8');
  expect(grantLines.sort()).toEqual(recorded.trimEnd().split('\n'));
  expect(statements.filter(({ statement }) => statement.Effect !== 'Allow')).toEqual([]);
});

const { readDeclaration, machineWords } = createRequire(import.meta.url)(
  '../../infra/roles/declaration.cjs',
) as {
  machineWords: Record<string, string>;
  readDeclaration: (
    file: string,
    owner: string,
    words: Record<string, string>,
    known: Record<string, string[]>,
  ) => Record<string, unknown>;
};

describe('a declaration', () => {
  const known = { table: ['bronze_ratings'], function: ['cluster'], machine: ['ratings-prep'] };
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'nocturne-rights-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const read = (text?: string) => {
    const file = join(directory, text === undefined ? 'none.json' : 'some.json');
    if (text !== undefined) writeFileSync(file, text);
    return readDeclaration(file, 'machine popular', machineWords, known);
  };

  test('leaves out what is not needed', () => {
    expect(read('{"queries": ["bronze_ratings"], "writes": ["published/popular/"]}')).toEqual({
      queries: ['bronze_ratings'],
      fetchesRows: false,
      unloads: [],
      registers: [],
      reads: [],
      writes: ['published/popular/'],
      invokes: [],
      starts: [],
      maps: [],
    });
  });

  test('has to be there', () => {
    expect(() => read()).toThrow(
      /^The machine popular declares no rights\. Write \S+none\.json: an object .* e\.g\. \{"reads": .*docs\/extending\.md/,
    );
  });

  test.each([
    ['{"queries": "bronze_ratings"}', 'queries must be a list of texts, but was "bronze_ratings".'],
    [
      '{"queries": ["bronze_rating"]}',
      'queries names the table bronze_rating, which is not there: lake/tables/',
    ],
    ['{"registers": ["silver/x/"]}', 'registers names the table silver/x/, which is not there'],
    ['{"invokes": ["clusters"]}', 'invokes names the function clusters, which is not there: serverless.yml'],
    [
      '{"starts": ["rating-prep"]}',
      'starts names the machine rating-prep, which is not there: statemachines/',
    ],
    ['{"writes": ["published"]}', 'writes names the table published, which is not there'],
    ['{"writes": ["/published/"]}', 'writes must name folders such as published/<job>/ or objects, but has'],
    ['{"reads": ["silver/*"]}', 'but has "silver/*".'],
    ['{"fetchesRows": 1}', 'fetchesRows must be true or false.'],
    [
      '{"write": []}',
      '"write" is unknown. A declaration takes queries, unloads, fetchesRows, registers, reads',
    ],
    ['[]', 'must be an object, but was [].'],
    ['{', 'some.json is not JSON: '],
  ])('%s is refused', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
