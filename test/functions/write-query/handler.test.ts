import { readExampleEvent, readExampleLake } from '../examples.ts';
import { table } from '../glue-stub.ts';
import { environmentOf, startS3Stub, type S3Stub } from '../s3-stub.ts';

let stub: S3Stub;
let handler: (event: unknown) => Promise<{ statement: string; columns: Record<string, unknown> }>;

beforeAll(async () => {
  stub = await startS3Stub(readExampleLake());
  Object.assign(process.env, environmentOf(stub));
  // The clients take their settings from the environment when they are imported.
  ({ handler } = (await import('../../../functions/write-query/handler.ts')) as unknown as {
    handler: typeof handler;
  });
  const houses = table(
    'bronze_houses',
    {
      string: ['house_id', 'ort'],
      double: ['price'],
      'decimal(10,2)': ['area'],
      int: ['rooms'],
      date: ['sold'],
    },
    {
      id: 'house_id',
      'source.house_id': 'House Id',
      'source.ort': 'Größe "x"; --',
      'source.price': 'Preis',
      'source.area': 'price',
    },
  );
  houses.StorageDescriptor!.Location = 's3://lake/examples/patients/';
  const orders = table('Orders "1"', { bigint: ['Order Id'], string: ['rooms'] });
  orders.StorageDescriptor!.Location = 's3://warehouse/orders/';
  const nothing = table('bronze_nothing', { bigint: ['id'] }, { id: 'id' });
  stub.tables.push(houses, nothing, { ...orders, DatabaseName: 'sales' });
});
afterAll(() => stub.stop());

const key = { name: null, kinds: ['key'] };
const invoke = (changes: object) => handler({ ...readExampleEvent('write-query'), ...changes });
const houses = (columns: object, statement = 'SELECT {id} FROM {table}') =>
  invoke({ table: 'houses', columns, statement });

test('fills in the columns of a table as the catalog has them', async () => {
  expect(await invoke({})).toEqual({
    statement:
      'SELECT CAST("patient_id" AS VARCHAR) AS id, ARRAY[CAST("age" AS DOUBLE), CAST("bmi" AS DOUBLE), CAST("bp" AS DOUBLE)] AS features FROM "bronze_patients"',
    columns: {
      id: { name: 'patient_id', source: 'patient_id', type: 'bigint', kind: 'key' },
      features: ['age', 'bmi', 'bp'].map((name) => ({ name, source: name, type: 'double', kind: 'number' })),
    },
    id: null,
  });
});

test('takes delivered names and Glue’s, the declared id, and where nothing is named all others of a kind', async () => {
  const { columns } = await houses({
    id: key,
    target: { name: 'rooms', kinds: ['number'] },
    place: { name: 'Größe "x"; --', kinds: ['key'] },
    // The name under which another column was delivered.
    delivered: { name: 'price', kinds: ['number'] },
    features: { names: null, kinds: ['number', 'text'] },
    day: { name: null, kinds: ['date'] },
  });
  const names = (value: unknown) => [value].flat().map((column) => (column as { name: string }).name);
  expect(columns.day).toBeNull();
  expect(['id', 'target', 'place', 'delivered', 'features'].map((marker) => names(columns[marker]))).toEqual([
    ['house_id'],
    ['rooms'],
    ['ort'],
    ['area'],
    ['price'],
  ]);
});

test('reads another database’s table by its names as they are', async () => {
  const columns = { id: { name: 'Order Id', kinds: ['key'] } };
  const { statement } = await invoke({
    table: 'sales.Orders "1"',
    columns,
    statement: 'SELECT {id} FROM {table}',
  });
  expect(statement).toBe('SELECT "Order Id" FROM "sales"."Orders ""1"""');
});

test.each([
  [
    'UnknownColumn',
    { id: { name: 'House ID', kinds: ['key'] } },
    'id: houses has no column "House ID". It has "House Id", "Größe \\"x\\"; --", "Preis", "price", "rooms", "sold".',
  ],
  [
    'UnknownColumn',
    { features: { names: ['rooms', 'rooms'], kinds: ['number'] } },
    'features names "rooms" twice: name each column once.',
  ],
  [
    'WrongColumnType',
    { y: { field: 'target', name: 'sold', kinds: ['number', 'text'] } },
    'target: "sold" of houses has the type date, but must be a number or a text. Name another column, or declare its type.',
  ],
  [
    'WrongColumnType',
    { features: { names: ['rooms', 'ort'], kinds: ['number'] } },
    'features[1]: "Größe \\"x\\"; --" of houses has the type string, but must be a number. Name another column, or declare its type.',
  ],
])('%s for %j', async (name, columns, message) => {
  await expect(houses(columns)).rejects.toMatchObject({ name, message });
});

test.each([
  [
    'UnknownTable',
    'house',
    'table: there is no house: the lake has no such table (bronze_house in nocturne_dev). Declare it in lake/tables/house.json.',
  ],
  ['UnknownTable', 'sales.x', 'table: there is no sales.x: the Glue database sales has no table or view x.'],
  [
    'EmptyTable',
    'nothing',
    'table: nothing is empty, there is nothing under s3://lake/examples/nothing/: import the table first (nocturne import nothing <file>).',
  ],
  [
    'UnknownColumn',
    'patients',
    'id: patients declares no id: name the column that tells its rows apart, of "patient_id"',
  ],
])('%s for the table %s', async (name, given, message) => {
  await expect(invoke({ table: given, columns: { id: key } })).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message) as unknown,
  });
});
