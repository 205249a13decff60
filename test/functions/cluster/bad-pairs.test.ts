import { gzipSync } from 'node:zlib';
import { readExampleEvent } from '../examples.ts';
import { environmentOf, startS3Stub, type S3Stub } from '../s3-stub.ts';

let stub: S3Stub;
let handler: (event: unknown) => Promise<unknown>;

beforeAll(async () => {
  stub = await startS3Stub(new Map());
  Object.assign(process.env, environmentOf(stub));
  // The client takes its settings from the environment when it is imported.
  ({ handler } = await import('../../../functions/cluster/handler.ts'));
});
afterAll(() => stub.stop());

const customers = gzipSync('30\n10\n-5\n20\n');
const first = gzipSync('10,20,0.10\n10,30,0.25\n');

/** Clusters with the files `pairs/1.gz`, which is right, and `pairs/2.gz`. */
async function cluster(second: Buffer, changes: object = {}): Promise<unknown> {
  stub.objects.clear();
  stub.objects.set('customers/1.gz', customers);
  stub.objects.set('pairs/1.gz', first);
  stub.objects.set('pairs/2.gz', second);
  const prefixes = { pairsPrefix: 'pairs/', customersPrefix: 'customers/', maxPairs: 200_000 };
  return handler({ ...readExampleEvent('cluster'), ...prefixes, ...changes });
}

async function expectRefusal(second: Buffer, message: RegExp, changes?: object): Promise<void> {
  const refused = { name: 'InvalidPair', message: expect.stringMatching(message) as string };
  await expect(cluster(second, changes)).rejects.toMatchObject(refused);
  expect([...stub.objects.keys()]).toEqual(['customers/1.gz', 'pairs/1.gz', 'pairs/2.gz']);
}

const integers = /must be integers within ±\(2\^53 - 1\)/;
const lastHundredths = /distance must be a whole number of hundredths and the last field/;

test.each([
  ['an unknown id', '20,40,0.10', /both must be ids of the customers table/],
  ['an unknown id between known ones', '10,15,0.10', /both must be ids of the customers table/],
  ['a customer with itself', '20,20,0.10', /customer_id_1 must be less than customer_id_2/],
  ['the larger id first', '30,20,0.10', /customer_id_1 must be less than customer_id_2/],
  ['a negative distance', '20,30,-0.10', /distance must be within 0 and eps 0\.3/],
  ['a distance beyond eps', '20,30,0.31', /distance must be within 0 and eps 0\.3/],
  ['an infinite distance', '20,30,Infinity', lastHundredths],
  ['NaN for a distance', '20,30,NaN', lastHundredths],
  ['NULL for a distance', String.raw`20,30,\N`, lastHundredths],
  ['an empty distance', '20,30,', lastHundredths],
  ['no distance', '20,30', integers],
  ['three decimals', '20,30,0.105', lastHundredths],
  ['a further field', '20,30,0.10,1', lastHundredths],
  ['a quoted id', '"20","30",0.10', integers],
  ['a quoted distance', '20,30,"0.10"', lastHundredths],
  ['a Windows line end', '20,30,0.10\r', lastHundredths],
  ['a blank line', '', integers],
  ['a header', 'customer_id_1,customer_id_2,distance', integers],
  ['spaces', '20, 30,0.10', integers],
  ['another separator', '20;30;0.10', integers],
  ['bytes that are no text', '\u0000\uFFFD', integers],
])('%s is refused with file, row and text', async (_, row, message) => {
  const expected = new RegExp(`^s3://lake/pairs/2\\.gz row 2: .*${message.source}.*, but the row is "`);
  await expectRefusal(gzipSync(`-5,10,0.30\n${row}\n-5,20,0.30\n`), expected);
});

test('a distance beyond maxEps is refused with OPTICS, one beyond eps is not', async () => {
  const optics = { algorithm: 'OPTICS', eps: 0.2, maxEps: 0.3 };
  const message = /^s3:\/\/lake\/pairs\/2\.gz row 1: distance must be within 0 and maxEps 0\.3/;
  await expectRefusal(gzipSync('20,30,0.31\n'), message, optics);
  expect(await cluster(gzipSync('20,30,0.30\n'), optics)).toMatchObject({ pairs: 3, maxEps: 0.3 });
});

test.each([
  ['in another file', '-5,10,0.10\n10,30,0.25\n', '2.gz row 2', '1.gz row 2'],
  ['with another distance', '10,20,0.30\n', '2.gz row 1', '1.gz row 1'],
  ['in one file', '-5,10,0.10\n20,30,0.10\n-5,10,0.10', '2.gz row 3', '2.gz row 1'],
])('a pair that stands twice, %s, is refused with both places', async (_, text, second, first) => {
  const pair = /of (-5 and 10|10 and 20|10 and 30) must stand once/;
  const places = new RegExp(
    `^s3://lake/pairs/${second}: .*${pair.source}.* s3://lake/pairs/${first} already`,
  );
  await expectRefusal(gzipSync(text), places);
  await expectRefusal(gzipSync(text), places, { algorithm: 'OPTICS', maxEps: 0.3 });
});

const many = gzipSync(Buffer.from('20,30,0.10\n'.repeat(100_000)));
const whole = gzipSync('20,30,0.10\n');
const changed = (bytes: Buffer, at: number) =>
  Buffer.concat([bytes.subarray(0, at), Buffer.of(bytes[at]! ^ 0xff), bytes.subarray(at + 1)]);

test.each([
  ['that breaks off', many.subarray(0, many.length - 20)],
  ['without its checksum', whole.subarray(0, whole.length - 8)],
  ['with nothing but its header', whole.subarray(0, 10)],
  ['with a wrong checksum', changed(whole, whole.length - 8)],
  ['with a wrong byte', changed(whole, 14)],
  ['with bytes after its end', Buffer.concat([whole, Buffer.from('20,30,0.10\n')])],
  ['whose second part breaks off', Buffer.concat([whole, whole.subarray(0, 15)])],
])('gzip %s is refused with the file and the row it got to', async (_, bytes) => {
  await expectRefusal(bytes, /^s3:\/\/lake\/pairs\/2\.gz row \d+: the file must be whole gzip/);
});

test.each([
  ['without a newline at its end', gzipSync('20,30,0.10')],
  ['that is not compressed', Buffer.from('20,30,0.10\n')],
  ['of two gzip parts', Buffer.concat([gzipSync('20,30,'), gzipSync('0.10\n')])],
  ['padded with zeros', Buffer.concat([whole, Buffer.alloc(16)])],
  ['with distances written short', gzipSync('20,30,.1\n')],
])('a file %s is taken', async (_, bytes) => {
  expect(await cluster(bytes)).toMatchObject({ customers: 4, pairs: 3, clusters: 0, noise: 4 });
});

test.each([
  ['of no bytes', Buffer.alloc(0)],
  ['of no rows', gzipSync('')],
])('a file %s adds no pairs', async (_, bytes) => {
  expect(await cluster(bytes)).toMatchObject({ pairs: 2, noise: 4 });
});

test('customers: gzip that breaks off, a Windows line end and a repeated id are an InvalidCustomer', async () => {
  const read = (bytes: Buffer) => {
    stub.objects.clear();
    stub.objects.set('customers/1.gz', bytes);
    return handler({ ...readExampleEvent('cluster'), customersPrefix: 'customers/' });
  };
  for (const [bytes, message] of [
    [customers.subarray(0, -4), /^s3:\/\/lake\/customers\/1\.gz row \d+: the file must be whole gzip/],
    [gzipSync('1\n2\r\n'), /row 2: customer_id must be an integer .* the row is "2\\r"/],
    [gzipSync('1\n2\n1\n'), /^customer_id 1 must be unique/],
  ] as const) {
    const refused = { name: 'InvalidCustomer', message: expect.stringMatching(message) as string };
    await expect(read(bytes)).rejects.toMatchObject(refused);
    expect([...stub.objects.keys()]).toEqual(['customers/1.gz']);
  }
});
