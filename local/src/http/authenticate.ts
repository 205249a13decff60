import { createHash } from 'node:crypto';
import type { KeyHolder } from '../iam/index.ts';
import { ServiceError } from '../service.ts';
import type { Principal } from '../service.ts';
import type { Exchange } from './protocol.ts';
import { readBody } from './read-body.ts';
import { readAuthorization } from './signature/authorization.ts';
import type { Authorization } from './signature/authorization.ts';
import { chunkSignatures } from './signature/chunks.ts';
import type { ChunkSignatures } from './signature/chunks.ts';
import { declaredPayload, hashed } from './signature/declared-payload.ts';
import { SignatureRefusal } from './signature/refusal.ts';
import type { SignatureRules } from './signature/refusal.ts';
import { createSigner, equal } from './signature/signer.ts';
import type { Signer } from './signature/signer.ts';

/** Who sent a request, and its body as far as it is yet to be verified. */
export interface Authenticated {
  principal: Principal;
  body: AsyncIterable<Buffer>;
  /** Of a body whose chunks are signed. */
  chunks?: ChunkSignatures;
}

/** More than any service takes that does not stream. */
const maxBodyBytes = 8 * 1024 * 1024;
const tooLarge = new ServiceError(
  'RequestEntityTooLargeException',
  `The request has more than ${maxBodyBytes} bytes.`,
  413,
);

const presigned = new ServiceError(
  'NotImplemented',
  'Presigned URLs do not work locally: sign the request in its header Authorization.',
  501,
);

/**
 * Finds out who sent a request. Signatures with credentials that were issued here are verified; of others, whose
 * secret only their owner knows, all but the signature itself.
 * @throws SignatureRefusal; NotImplemented for a presigned URL; errors of S3 for X-Amz-Content-Sha256
 */
export async function authenticate(
  exchange: Exchange,
  rules: SignatureRules,
  holderOf: (accessKeyId: string) => KeyHolder,
): Promise<Authenticated> {
  const { headers } = exchange.request;
  if (headers.authorization === undefined && exchange.query.has('X-Amz-Signature')) throw presigned;
  const authorization = readAuthorization(headers);
  checkTime(authorization, rules.toleranceMinutes);
  const { principal, credentials } = holderOf(authorization.accessKeyId);
  if (credentials) checkToken(headers['x-amz-security-token'], credentials.sessionToken);
  const signer = credentials && (await createSigner(credentials, authorization));
  const verify = rules.declaresPayload ? verifyDeclared : verifyWhole;
  return { principal, ...(await verify(exchange, authorization, signer)) };
}

function checkTime({ time, timeText }: Authorization, toleranceMinutes: number): void {
  const now = Date.now();
  const tolerance = toleranceMinutes * 60_000;
  if (Math.abs(time.getTime() - now) <= tolerance) return;
  const basic = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, '');
  throw new SignatureRefusal(
    'skewed',
    time.getTime() < now
      ? `Signature expired: ${timeText} is now earlier than ${basic(now - tolerance)} (${basic(now)} - ${toleranceMinutes} min.)`
      : `Signature not yet current: ${timeText} is still later than ${basic(now + tolerance)} (${basic(now)} + ${toleranceMinutes} min.)`,
  );
}

function checkToken(token: string | string[] | undefined, sessionToken: string): void {
  if (token === undefined) throw new SignatureRefusal('noToken');
  if (!equal(String(token), sessionToken)) throw new SignatureRefusal('wrongToken');
}

type Body = Omit<Authenticated, 'principal'>;

/** The body is part of what is signed. It is read here: what is done with it must not begin before. */
async function verifyWhole(exchange: Exchange, authorization: Authorization, signer?: Signer): Promise<Body> {
  if (!signer) return { body: exchange.body };
  const body = await readBody(exchange.body, maxBodyBytes, tooLarge);
  const hash = createHash('sha256').update(body).digest('hex');
  const { 'x-amz-content-sha256': declared = hash } = exchange.request.headers;
  if (declared !== hash || !equal(authorization.signature, await signer.ofRequest(exchange, hash))) {
    throw new SignatureRefusal('mismatch');
  }
  return { body: once(body) };
}

/** What the header says of the body is part of what is signed; the body itself is compared with it as it streams. */
async function verifyDeclared(
  exchange: Exchange,
  authorization: Authorization,
  signer?: Signer,
): Promise<Body> {
  const { headers } = exchange.request;
  const declared = declaredPayload(headers);
  checkSignedHeaders(Object.keys(headers), authorization);
  if (
    signer &&
    !equal(authorization.signature, await signer.ofRequest(exchange, String(headers['x-amz-content-sha256'])))
  ) {
    throw new SignatureRefusal('mismatch');
  }
  if (typeof declared === 'object') return { body: hashed(exchange.body, declared.hash) };
  if (!signer || declared === 'unsigned') return { body: exchange.body };
  const trailers = declared === 'chunksAndTrailers';
  return { body: exchange.body, chunks: chunkSignatures(authorization, signer, { trailers }) };
}

/** S3 demands that all of its own headers are signed. */
function checkSignedHeaders(names: string[], { signedHeaders }: Authorization): void {
  const isUnsigned = (name: string) => name.startsWith('x-amz-') && !signedHeaders.includes(name);
  if (names.some(isUnsigned)) throw new SignatureRefusal('unsignedHeader');
}

async function* once(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}
