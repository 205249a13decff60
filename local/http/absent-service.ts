import { ServiceError } from '../service.ts';
import { lambdaProtocol } from './lambda.ts';
import type { Protocol } from './protocol.ts';

/**
 * Refuses requests to services that are not here and, like S3, have no mark of their own, e.g. EventBridge Scheduler's
 * `GET /schedules`: S3 would take them for buckets. What they are signed for tells them apart.
 */
export const absentServiceProtocol: Protocol = {
  signatures: lambdaProtocol.signatures,
  matches: ({ request }) => !['s3', undefined].includes(signedFor(request.headers.authorization)),
  async answer({ request, services }) {
    const known = [...services.keys()].join(', ');
    throw new ServiceError(
      'UnknownOperationException',
      `There is no local service for requests signed for ${signedFor(request.headers.authorization)}. There are: ${known}.`,
      404,
    );
  },
  fail: (error, exchange) => lambdaProtocol.fail(error, exchange),
};

/** The service in the scope of a request's signature; undefined for an unsigned one. */
function signedFor(authorization: string | undefined): string | undefined {
  return /^AWS4-\S+ .*\bCredential=[^/,\s]+\/[^/]+\/[^/]+\/([^/,\s]+)\//.exec(authorization ?? '')?.[1];
}
