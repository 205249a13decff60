import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { expectedOf, integrityMembers } from '../../s3/integrity/expected.ts';
import type { IntegrityMembers } from '../../s3/integrity/expected.ts';
import { verified } from '../../s3/integrity/verified.ts';
import type { Exchange } from '../protocol.ts';
import { readBody } from '../read-body.ts';
import type { Bindings } from './binding.ts';
import { decodedBody } from './request-body.ts';
import { maxXmlBytes, readDocument, xmlTooLarge } from './request-xml.ts';
import type { Route } from './route.ts';
import type { Subject } from './subject.ts';

type Members = Record<string, unknown>;

/** The operation's input, put together from path, parameters, headers and body. */
export async function readInput(route: Route, subject: Subject, exchange: Exchange): Promise<Members> {
  const { request, query } = exchange;
  const members: Members = {
    Bucket: subject.bucket,
    Key: subject.key,
    ...boundMembers(route.query, (name) => query.get(name) ?? undefined),
    ...boundMembers(route.headers, (name) => request.headers[name] as string | undefined),
  };
  if (route.metadata) members.Metadata = userMetadata(request.headers);
  if (route.body === undefined) return members;
  const { bytes, length } = decodedBody(exchange);
  if (route.body === 'stream') return { ...members, Body: Readable.from(bytes), ContentLength: length };
  const { integrity, rest } = route.body.checksumsOfObject
    ? { integrity: {}, rest: members }
    : splitIntegrity(members);
  const ContentMD5 = request.headers['content-md5'] as string | undefined;
  const expected = expectedOf({ ...integrity, ContentMD5 });
  const document = await readBody(verified(bytes, expected), maxXmlBytes, xmlTooLarge);
  return { ...rest, ...route.body.members(readDocument(document, route.body.element)) };
}

function boundMembers(bindings: Bindings = {}, valueOf: (name: string) => string | undefined): Members {
  const members: Members = {};
  for (const [name, { member, read }] of Object.entries(bindings)) {
    const value = valueOf(name);
    if (value !== undefined) members[member] = read(value);
  }
  return members;
}

const metadataPrefix = 'x-amz-meta-';

function userMetadata(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).filter(([name]) => name.startsWith(metadataPrefix));
  return Object.fromEntries(
    entries.map(([name, value]) => [name.slice(metadataPrefix.length), String(value)]),
  );
}

/** The digests of a document are about the request, those of a stream the operation's. */
function splitIntegrity(members: Members): { integrity: IntegrityMembers; rest: Members } {
  const ours = (name: string) => Object.hasOwn(integrityMembers, name);
  const pick = (wanted: boolean) =>
    Object.fromEntries(Object.entries(members).filter(([name]) => ours(name) === wanted));
  return { integrity: pick(true), rest: pick(false) };
}
