import type { ServiceError } from '../../service.ts';

/** What can be wrong with a request's signature; every protocol names it in its own words. */
export type Problem =
  /** There is none. */
  | 'unsigned'
  /** Another algorithm than AWS4-HMAC-SHA256. */
  | 'algorithm'
  /** Credential, SignedHeaders or Signature is missing, or is no `name=value`. */
  | 'components'
  /** The Credential is not `<key>/<date>/<region>/<service>/aws4_request`. */
  | 'credential'
  /** X-Amz-Date is missing or no time. */
  | 'date'
  /** X-Amz-Date is on another day than the Credential. */
  | 'scopeDate'
  /** A header is not signed that must be. */
  | 'unsignedHeader'
  /** The time of signing is too far from now. */
  | 'skewed'
  /** Temporary credentials without their session token. */
  | 'noToken'
  /** Another session token than the credentials'. */
  | 'wrongToken'
  /** The signature is another one than the secret gives. */
  | 'mismatch';

/** Why a request is not taken as its sender's. */
export class SignatureRefusal extends Error {
  readonly problem: Problem;
  /** @param detail what exactly is wrong, in the words of AWS's JSON services where they have any */
  constructor(problem: Problem, detail = problem as string) {
    super(detail);
    this.name = 'SignatureRefusal';
    this.problem = problem;
  }
}

/** What differs between the services in how signatures are judged. */
export interface SignatureRules {
  /** How far X-Amz-Date may be from now, in minutes. */
  toleranceMinutes: number;
  /** Whether the body's hash is what X-Amz-Content-Sha256 says, as in S3, and not taken of the body itself. */
  declaresPayload: boolean;
  refuse(refusal: SignatureRefusal): ServiceError;
}
