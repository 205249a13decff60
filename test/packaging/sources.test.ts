import { createRequire } from 'node:module';

interface Statement {
  Sid: string;
  Action: string[];
  Resource: { 'Fn::Sub': string } | { 'Fn::Sub': string }[];
  Condition?: object;
}

interface Role {
  Properties: { Policies: { PolicyDocument: { Statement: Statement[] } }[] };
}

const require = createRequire(import.meta.url);
const { queryingSources, describingSources, sourcesOf } = require('../../infra/roles/sources.cjs') as {
  sourcesOf: (settings: unknown, stage: string) => unknown;
  queryingSources: (role: Role, rights: { queries: string[] }, sources: unknown) => Role;
  describingSources: (role: Role, rights: { describes: string[] }, sources: unknown) => Role;
};
const { role } = require('../../infra/roles/role.cjs') as {
  role: (name: string, service: string, statements: unknown[]) => Role;
};

const bare = role('svr', 'states.amazonaws.com', []);
const settings = { prod: { sales: ['s3://company-sales/houses/', 's3://company-maps/'] } };
const sources = sourcesOf(settings, 'prod');

/** What a role may do, as lines of action and resource. */
const grantsOf = ({ Properties }: Role) =>
  Properties.Policies[0]!.PolicyDocument.Statement.flatMap(({ Action, Resource, Condition }) =>
    Action.flatMap((action) =>
      [Resource]
        .flat()
        .map(
          (resource) =>
            `${action} ${resource['Fn::Sub'].replace('arn:${AWS::Partition}:', '').replace('${AWS::Region}:${AWS::AccountId}:', '')}${
              Condition ? ` ${JSON.stringify(Condition)}` : ''
            }`,
        ),
    ),
  );

const reading = ['GetDatabase', 'GetTable', 'GetPartition', 'GetPartitions', 'BatchGetPartition'];
const listing = [
  's3:ListBucket s3:::company-sales {"StringLike":{"s3:prefix":["houses/*"]}}',
  's3:ListBucket s3:::company-maps {"StringLike":{"s3:prefix":["*"]}}',
];
const catalog = ['catalog', 'database/sales', 'table/sales/*'];

test('a machine that queries any table reads the databases of its stage, and nothing else', () => {
  expect(grantsOf(queryingSources(bare, { queries: ['bronze_*'] }, sources))).toEqual([
    ...reading.flatMap((action) => catalog.map((each) => `glue:${action} glue:${each}`)),
    's3:GetBucketLocation s3:::company-sales',
    's3:GetBucketLocation s3:::company-maps',
    ...listing,
    's3:GetObject s3:::company-sales/houses/*',
    's3:GetObject s3:::company-maps/*',
  ]);
});

test('a function that describes any table describes theirs', () => {
  expect(grantsOf(describingSources(bare, { describes: ['bronze_*'] }, sources))).toEqual([
    ...catalog.map((each) => `glue:GetTable glue:${each}`),
    ...listing,
  ]);
});

test('others, and other stages, are as they were', () => {
  expect(queryingSources(bare, { queries: ['bronze_ratings'] }, sources)).toBe(bare);
  expect(describingSources(bare, { describes: [] }, sources)).toBe(bare);
  expect(sourcesOf(settings, 'dev')).toEqual([]);
  expect(grantsOf(queryingSources(bare, { queries: ['bronze_*'] }, []))).toEqual([]);
});

test.each([
  [[], 'infra/sources.json must be an object.'],
  [{ dev: { Sales: ['s3://a-bucket/'] } }, "dev.Sales: a database's name has small letters"],
  [
    { dev: { sales: 's3://a-bucket/' } },
    'dev.sales must list the folders of its data, but was "s3://a-bucket/".',
  ],
  [{ dev: { sales: [] } }, 'dev.sales must list the folders of its data, but was [].'],
  [
    { dev: { sales: ['s3://a-bucket/houses'] } },
    'dev.sales must name folders that end in /, but has "s3://a-bucket/houses".',
  ],
  [
    { dev: { sales: ['s3://*/'] } },
    'but has "s3://*/". Write {"<stage>": {"sales": ["s3://company-sales/houses/"]}}.',
  ],
])('%j is refused', (wrong, message) => {
  expect(() => sourcesOf(wrong, 'dev')).toThrow(message);
});
