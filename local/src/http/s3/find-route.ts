import type { IncomingHttpHeaders } from 'node:http';
import { s3Error } from '../../s3/errors.ts';
import type { Exchange } from '../protocol.ts';
import { absentOperations } from './absent-operations.ts';
import { bucketRoutes } from './bucket-routes.ts';
import { multipartRoutes } from './multipart-routes.ts';
import { objectRoutes } from './object-routes.ts';
import type { Route } from './route.ts';
import type { Subject } from './subject.ts';

const routes: Route[] = [...multipartRoutes, ...objectRoutes, ...bucketRoutes];

/** What SDKs add to any request; none of it changes what is asked for. */
const neutralParameters = new Set(['x-id']);
/** The version of the API that there is; the C++ SDK names it in each request. */
const apiVersion = '2006-03-01';
/** Headers of plain HTTP that S3 obeys in some operations: refused in the others, which would skip them. */
const obeyedHeaders = new Set([
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
]);
const neutralHeaders = new Set([
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-security-token',
  // The Java SDK's offer to take a digest after the body; it says in its answer who does.
  'x-amz-te',
  'x-amz-trailer',
  'x-amz-user-agent',
]);

/**
 * The operation that a request means.
 * @throws NotImplemented naming the first parameter or header that we do not have: it would not be obeyed
 */
export function findRoute({ request: { method, headers }, query }: Exchange, subject: Subject): Route {
  const on = subject.key !== undefined ? 'object' : subject.bucket !== undefined ? 'bucket' : 'service';
  refuseAbsent(`${method} ${on}`, query);
  const route = routes.find(
    (candidate) =>
      candidate.method === method && candidate.on === on && hasRequired(candidate, query, headers),
  );
  if (!route) {
    const parameters = [...query.keys()].filter((name) => !neutralParameters.has(name)).join(', ') || 'none';
    throw absent(`operation for ${method} on ${on}, parameters: ${parameters}`);
  }
  const unknown = unknownNames(route, query, headers)[0];
  if (unknown === undefined) return route;
  throw s3Error('NotImplemented', `The local S3 does not implement ${unknown} in ${route.operation}.`);
}

/** @throws NotImplemented naming an operation of S3 that is not here */
function refuseAbsent(place: string, query: URLSearchParams): void {
  const keys = [...query.keys()].map((parameter) => `${place} ?${parameter}`);
  const found = [...keys, place].find((key) => Object.hasOwn(absentOperations, key));
  if (found !== undefined) throw absent(`operation ${absentOperations[found]}`);
}

function absent(what: string) {
  const known = routes.map(({ operation }) => operation).sort();
  const instead =
    'Buckets are those of the packaged template; objects have no tags, versions, locks or ACLs of their own.';
  return s3Error('NotImplemented', `The local S3 has no ${what}. ${instead} It has: ${known.join(', ')}.`);
}

function hasRequired(
  { requires = {} }: Route,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): boolean {
  return Object.entries(requires).every(([name, value]) => {
    const actual = query.get(name) ?? headers[name];
    return actual !== undefined && (value === '' || actual === value);
  });
}

function unknownNames(route: Route, query: URLSearchParams, headers: IncomingHttpHeaders): string[] {
  const isRequired = (name: string) => Object.hasOwn(route.requires ?? {}, name);
  const parameters = [...query.keys()].filter(
    (name) => !neutralParameters.has(name) && !isRequired(name) && !Object.hasOwn(route.query ?? {}, name),
  );
  const fields = Object.keys(headers).filter(
    (name) =>
      (name.startsWith('x-amz-') || obeyedHeaders.has(name)) &&
      !neutralHeaders.has(name) &&
      !(name === 'x-amz-api-version' && headers[name] === apiVersion) &&
      !(route.metadata && name.startsWith('x-amz-meta-')) &&
      !Object.hasOwn(route.headers ?? {}, name),
  );
  return [
    ...parameters.map((name) => `the parameter ${name}`),
    ...fields.map((name) => `the header ${name}`),
  ];
}
