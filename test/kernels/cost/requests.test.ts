import { functionRequests } from '../../../kernels/cost/requests.ts';
import { readExampleEvent, readExampleLake } from '../../functions/examples.ts';
import { environmentOf, startS3Stub, type S3Stub } from '../../functions/s3-stub.ts';

let stub: S3Stub;

beforeAll(async () => {
  stub = await startS3Stub(readExampleLake());
  Object.assign(process.env, environmentOf(stub));
  // Unbundled, libsvm-js would try fetch on its file's path and complain.
  Reflect.deleteProperty(globalThis, 'fetch');
  // Like the list of customers, one file.
  stub.objects.delete('examples/pairs/part-1.csv.gz');
});
afterAll(() => stub.stop());

async function requestsOf(name: string, changes: object = {}) {
  const { handler } = (await import(`../../../functions/${name}/handler.ts`)) as {
    handler: (event: unknown) => Promise<unknown>;
  };
  stub.requests.length = 0;
  await handler({ ...readExampleEvent(name), ...changes });
  const reads = stub.requests.filter((request) => request === 'GET').length;
  return { writes: stub.requests.length - reads, reads };
}

test.each([
  ['plan-trials', 0],
  ['run-trials', 0],
  ['cluster', 1],
  ['fit-kmeans', 2],
  ['segment', 2],
])('%s makes the requests that are reckoned with', async (name, files) => {
  expect(await requestsOf(name)).toEqual(functionRequests[name]!(files));
});

test('publish-leaderboard makes the requests that are reckoned with, once there is a leaderboard of all time', async () => {
  const { writes, reads } = functionRequests['publish-leaderboard']!(2);
  expect(await requestsOf('publish-leaderboard')).toEqual({ writes, reads: reads - 2 });
  expect(await requestsOf('publish-leaderboard', { run: 'other' })).toEqual({ writes, reads });
});

test('promote-model makes the requests that are reckoned with: it reads a champion, and writes the new one', async () => {
  const { writes, reads } = functionRequests['promote-model']!(0);
  expect(await requestsOf('promote-model')).toEqual({ writes, reads: reads - 1 });
  expect(await requestsOf('promote-model', { run: 'other' })).toEqual({ writes: writes - 1, reads });
});
