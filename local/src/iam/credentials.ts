import { randomBytes } from 'node:crypto';
import type { Principal } from '../service.ts';
import { localAccountId } from '../template/index.ts';

/** Temporary credentials, as STS gives them. */
export interface IssuedCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** Who is behind an access key id. */
export interface KeyHolder {
  principal: Principal;
  /** What its requests must be signed with; of keys that were not issued here only their owner knows. */
  credentials?: IssuedCredentials;
}

/** Whose credentials are whose, for as long as the runtime runs. */
export interface Credentials {
  /** Credentials of a function: those of its role of the template, in a session that bears the function's name. */
  issue(roleName: string, functionName: string): IssuedCredentials;
  /**
   * Says on behalf of which execution the holder of an issued key acts from now on: a function serves one after another.
   * @param executionArn undefined when it is nobody's
   */
  actFor(accessKeyId: string, executionArn: string | undefined): void;
  /** Keys that were not issued here are the account's administrator's. */
  holderOf: (accessKeyId: string) => KeyHolder;
}

/** The principal of a role's session. */
export function rolePrincipal(roleName: string, sessionName: string): Principal {
  return { arn: `arn:aws:sts::${localAccountId}:assumed-role/${roleName}/${sessionName}`, roleName };
}

/**
 * An empty store.
 * @param onActing hears who begins to act on behalf of an execution
 */
export function createCredentials(onActing?: (principal: Principal) => void): Credentials {
  const issued = new Map<string, KeyHolder>();
  const administrator: KeyHolder = { principal: { arn: `arn:aws:iam::${localAccountId}:root` } };
  return {
    issue(roleName, functionName) {
      const credentials = {
        accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(48).toString('base64'),
      };
      const principal = { ...rolePrincipal(roleName, functionName), functionName };
      issued.set(credentials.accessKeyId, { principal, credentials });
      return credentials;
    },
    actFor(accessKeyId, executionArn) {
      const holder = issued.get(accessKeyId)!;
      holder.principal = { ...holder.principal, executionArn };
      if (executionArn !== undefined) onActing?.(holder.principal);
    },
    holderOf: (accessKeyId) => issued.get(accessKeyId) ?? administrator,
  };
}
