import { randomBytes } from 'node:crypto';
import type { Principal } from '../service.ts';
import { localAccountId } from '../template/index.ts';

/** Temporary credentials, as STS gives them. */
export interface IssuedCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** Whose credentials are whose, for as long as the runtime runs. */
export interface Credentials {
  /** Credentials of a role of the template. The session's name says who acts, e.g. a function's name. */
  issue(roleName: string, sessionName: string): IssuedCredentials;
  /** Who signs with this key. Keys that were not issued here, or none, are the account's administrator. */
  principalOf(accessKeyId: string | undefined): Principal;
}

/** The principal of a role's session. */
export function rolePrincipal(roleName: string, sessionName: string): Principal {
  return { arn: `arn:aws:sts::${localAccountId}:assumed-role/${roleName}/${sessionName}`, roleName };
}

/** An empty store. */
export function createCredentials(): Credentials {
  const issued = new Map<string, Principal>();
  const administrator: Principal = { arn: `arn:aws:iam::${localAccountId}:root` };
  return {
    issue(roleName, sessionName) {
      const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
      issued.set(accessKeyId, rolePrincipal(roleName, sessionName));
      return {
        accessKeyId,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(48).toString('base64'),
      };
    },
    principalOf: (accessKeyId) => issued.get(accessKeyId ?? '') ?? administrator,
  };
}
