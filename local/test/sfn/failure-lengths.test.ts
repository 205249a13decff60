import { cleanUp, executionArn, machineArn, startService, waitLong } from './service-under-test.ts';

afterEach(cleanUp);

const tooLong = (field: string, length: number) => ({
  code: 'ValidationException',
  message: expect.stringContaining(
    `at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${length}`,
  ) as string,
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html and API_SendTaskFailure.html
test.each([
  ['error', 256],
  ['cause', 32_768],
])('an %s of more than %i characters is refused, and nothing is stopped', async (field, length) => {
  const { call } = startService({ wait: waitLong });
  await call('startExecution', { stateMachineArn: machineArn('wait'), name: 'one' });
  const arn = executionArn('wait', 'one');
  const given = (more: number) => ({ [field]: 'x'.repeat(length + more) });
  await expect(call('sendTaskFailure', { taskToken: 't', ...given(1) })).rejects.toMatchObject(
    tooLong(field, length),
  );
  await expect(call('stopExecution', { executionArn: arn, ...given(1) })).rejects.toMatchObject(
    tooLong(field, length),
  );
  expect(await call('describeExecution', { executionArn: arn })).toMatchObject({ status: 'RUNNING' });
  await call('stopExecution', { executionArn: arn, ...given(0) });
  expect(await call('describeExecution', { executionArn: arn })).toMatchObject({
    status: 'ABORTED',
    ...given(0),
  });
});
