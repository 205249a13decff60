import { describeFullDisk } from 'template-runtime/disk-full';
import { CommandFailure } from '../failure.ts';

/** What a person or program is told of a failure. */
export interface FailureText {
  code: string;
  message: string;
}

const signIn =
  'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN), or sign in with `aws sso login`.';

/** What to do about AWS's refusals of the credentials, by the error's name. */
const remedies: Record<string, string> = {
  CredentialsProviderError: signIn,
  TokenProviderError: signIn,
  ExpiredTokenException: `The credentials have expired. ${signIn}`,
  ExpiredToken: `The credentials have expired. ${signIn}`,
  UnrecognizedClientException: `AWS does not know the credentials. ${signIn}`,
  InvalidClientTokenId: `AWS does not know the credentials. ${signIn}`,
  InvalidAccessKeyId: `AWS does not know the credentials. ${signIn}`,
};

/**
 * Puts any error into one paragraph.
 * @param home where this command writes
 */
export function describeFailure(error: unknown, home: string): FailureText {
  if (error instanceof CommandFailure) return { code: error.code, message: error.message };
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) };
  const system = (error as NodeJS.ErrnoException).code;
  if (system === 'ECONNREFUSED' || system === 'ECONNRESET') {
    return { code: system, message: `The endpoint does not answer (any more): ${error.message || system}.` };
  }
  const full = describeFullDisk(error, home);
  if (full !== undefined) {
    return { code: system!, message: `${full} Make room there, or choose another directory with --home.` };
  }
  const remedy = remedies[error.name];
  if (remedy) return { code: error.name, message: `${error.message.trim().replace(/\.?$/, '.')} ${remedy}` };
  const code = system ?? error.name;
  return { code, message: error.message.trim() === '' ? code : `${error.message.trim()} (${code})` };
}
