import { ServiceError } from '../service.ts';
import { absentOperation, signedFor } from './absent.ts';
import { lambdaProtocol } from './lambda.ts';
import type { Protocol } from './protocol.ts';

/**
 * Refuses requests to services that are not here and, like S3, have no mark of their own, e.g. EventBridge Scheduler's
 * `GET /schedules`: S3 would take them for buckets. What they are signed for tells them apart.
 */
export const absentServiceProtocol: Protocol = {
  signatures: lambdaProtocol.signatures,
  matches: ({ request }) => !['s3', undefined].includes(signedFor(request.headers)),
  async answer({ request, path, services }) {
    const service = signedFor(request.headers)!;
    const message = absentOperation(`${request.method} ${path}`, service, services);
    throw new ServiceError('UnknownOperationException', message, 404);
  },
  fail: (error, exchange) => lambdaProtocol.fail(error, exchange),
};
