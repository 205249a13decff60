import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../service.ts';

const loopback = /^(127\.0\.0\.1|\[::1\]|([\w-]+\.)*localhost)(:\d+)?$/;

/**
 * Refuses what a foreign web page could send through the user's browser: the endpoint asks for no password, and a
 * name of the page's choice may resolve to 127.0.0.1.
 * @throws AccessDenied
 */
export function assertLocal({ headers: { host = '', origin } }: IncomingMessage): void {
  if (!loopback.test(host)) {
    throw new ServiceError('AccessDenied', `Host must be 127.0.0.1 or localhost, not ${host}.`, 403);
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new ServiceError('AccessDenied', `Requests of web pages from ${origin} are refused.`, 403);
  }
}
