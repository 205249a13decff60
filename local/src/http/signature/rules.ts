/**
 * The errors in which each protocol names what is wrong with a signature. Of JSON services and S3 they are as
 * recorded in their users' reports; the rest is from
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
import { ServiceError } from '../../service.ts';
import type { Problem, SignatureRefusal, SignatureRules } from './refusal.ts';

interface Naming {
  code: string;
  status: number;
  /** The refusal's own detail where there is none. */
  message?: string;
}

type Namings = Record<Problem, Naming>;

function rules(
  namings: Namings,
  { toleranceMinutes, declaresPayload = false }: { toleranceMinutes: number; declaresPayload?: boolean },
): SignatureRules {
  return {
    toleranceMinutes,
    declaresPayload,
    refuse({ problem, message: detail }: SignatureRefusal) {
      const { code, status, message = detail } = namings[problem];
      return new ServiceError(code, message, status);
    },
  };
}

const noMatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.';
const badToken = 'The security token included in the request is invalid.';

/** The services that speak JSON: one status for all, 400 or where errors are told by HTTP's own status 403. */
export function jsonSignatureRules(status: 400 | 403): SignatureRules {
  const incomplete = { code: 'IncompleteSignatureException', status };
  const invalid = { code: 'InvalidSignatureException', status };
  const token = { code: 'UnrecognizedClientException', status, message: badToken };
  return rules(
    {
      unsigned: {
        code: 'MissingAuthenticationTokenException',
        status,
        message: 'Missing Authentication Token',
      },
      algorithm: incomplete,
      components: incomplete,
      credential: incomplete,
      date: incomplete,
      scopeDate: invalid,
      unsignedHeader: invalid,
      skewed: invalid,
      noToken: token,
      wrongToken: token,
      mismatch: { ...invalid, message: noMatch },
    },
    { toleranceMinutes: 5 },
  );
}

const incompleteQuery = { code: 'IncompleteSignature', status: 400 };
const invalidQuery = { code: 'SignatureDoesNotMatch', status: 403 };
const queryToken = { code: 'InvalidClientTokenId', status: 403, message: badToken };

/** The services that speak the query protocol. */
export const querySignatureRules = rules(
  {
    unsigned: {
      code: 'MissingAuthenticationToken',
      status: 403,
      message: 'Request is missing Authentication Token',
    },
    algorithm: incompleteQuery,
    components: incompleteQuery,
    credential: incompleteQuery,
    date: incompleteQuery,
    scopeDate: invalidQuery,
    unsignedHeader: invalidQuery,
    skewed: invalidQuery,
    noToken: queryToken,
    wrongToken: queryToken,
    mismatch: { ...invalidQuery, message: noMatch },
  },
  { toleranceMinutes: 15 },
);

const malformed = (what: string) => ({
  code: 'AuthorizationHeaderMalformed',
  status: 400,
  message: `The authorization header is malformed; ${what}`,
});

export const s3SignatureRules = rules(
  {
    unsigned: { code: 'AccessDenied', status: 403, message: 'Access Denied' },
    algorithm: {
      code: 'InvalidRequest',
      status: 400,
      message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    },
    components: malformed(
      'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
    ),
    credential: malformed(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ),
    date: {
      code: 'AccessDenied',
      status: 403,
      message: 'AWS authentication requires a valid Date or x-amz-date header',
    },
    scopeDate: malformed('Invalid credential date. Date is not the same as X-Amz-Date.'),
    unsignedHeader: {
      code: 'AccessDenied',
      status: 403,
      message: 'There were headers present in the request which were not signed',
    },
    skewed: {
      code: 'RequestTimeTooSkewed',
      status: 403,
      message: 'The difference between the request time and the current time is too large.',
    },
    noToken: {
      code: 'InvalidAccessKeyId',
      status: 403,
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    },
    wrongToken: {
      code: 'InvalidToken',
      status: 400,
      message: 'The provided token is malformed or otherwise invalid.',
    },
    mismatch: {
      code: 'SignatureDoesNotMatch',
      status: 403,
      message:
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    },
  },
  { toleranceMinutes: 15, declaresPayload: true },
);
