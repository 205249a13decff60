import type { IncomingMessage } from 'node:http';

/** The access key id of a request signed with Signature Version 4; undefined for an unsigned one. */
export function accessKeyOf({ headers }: IncomingMessage): string | undefined {
  return /^AWS4-\S+ .*\bCredential=([^/,\s]+)\//.exec(headers.authorization ?? '')?.[1];
}
