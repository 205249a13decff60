import { fakeService, signedByStranger, startServices } from './start.ts';

test('a REST service that is not here is refused by name, and not taken for a bucket of S3', async () => {
  const endpoint = await startServices(fakeService('s3', {}));
  const signed = signedByStranger();
  const authorization = signed.authorization!.replace('/s3/', '/scheduler/');
  const response = await fetch(`${endpoint.url}/schedules`, { headers: { ...signed, authorization } });
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([
    404,
    'UnknownOperationException',
  ]);
  expect(await response.json()).toEqual({
    message:
      'There is no operation GET /schedules here, as there is no local scheduler. Schedules are those of the packaged template. There are: s3.',
  });
  await endpoint.stop();
});
