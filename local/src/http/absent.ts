import type { IncomingHttpHeaders } from 'node:http';
import type { Service } from '../service.ts';

/** What there is here in place of services that people look for, by the name that requests are signed for. */
const instead: Readonly<Record<string, string>> = {
  logs: 'What functions print is in logs/lambda/ in the home directory.',
  events: 'Schedules are those of the packaged template.',
  iam: 'Roles are those of the packaged template.',
  scheduler: 'Schedules are those of the packaged template.',
};

/** The service in the scope of a request's signature; undefined for an unsigned one. */
export function signedFor({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^AWS4-\S+ .*\bCredential=[^/,\s]+\/[^/]+\/[^/]+\/([^/,\s]+)\//.exec(authorization ?? '')?.[1];
}

/** Says that an operation is not here, and what is. */
export function absentOperation(
  operation: string,
  service: string,
  services: ReadonlyMap<string, Service>,
): string {
  const present = services.get(service);
  if (present) {
    const operations = [...present.operations.keys()].join(', ');
    return `The local ${service} has no operation ${operation}. It has: ${operations}.`;
  }
  const hint = Object.hasOwn(instead, service) ? ` ${instead[service]}` : '';
  const known = [...services.keys()].join(', ');
  return `There is no operation ${operation} here, as there is no local ${service}.${hint} There are: ${known}.`;
}
