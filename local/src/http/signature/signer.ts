import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Hash, Hmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { IssuedCredentials } from '../../iam/index.ts';
import type { Authorization } from './authorization.ts';

/** What of a request is signed besides its body. */
interface SignedRequest {
  request: IncomingMessage;
  /** As sent, percent-encoded. */
  path: string;
  query: URLSearchParams;
}

/** Computes what the holder of credentials would have signed, at the time and in the scope that a request states. */
export interface Signer {
  /** The signature of the request itself. */
  ofRequest(request: SignedRequest, payloadHash: string): Promise<string>;
  /** The signature of a text, as each chunk of a body has one. */
  ofText(text: string): string;
}

/** SHA-256, or HMAC with it where there is a secret, as the library asks for it. */
class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string | Uint8Array);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  reset(): void {
    throw new Error('Signing makes a new hash each time.');
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

export async function createSigner(
  credentials: IssuedCredentials,
  { date, timeText, region, service, signedHeaders }: Authorization,
): Promise<Signer> {
  // Loaded when a function first calls: who runs no function does not wait for it.
  const library = await import('@smithy/signature-v4');
  const { ALGORITHM_IDENTIFIER, SignatureV4, createScope, getCanonicalHeaders, getSigningKey } = library;

  class Texts extends SignatureV4 {
    ofRequest({ request, path, query }: SignedRequest, payloadHash: string) {
      const asSent = {
        method: request.method!,
        protocol: 'http:',
        hostname: '',
        path,
        query: parametersOf(query),
        headers: valuesOf(request, signedHeaders),
      };
      const headers = getCanonicalHeaders(asSent, undefined, new Set(signedHeaders));
      const canonical = this.createCanonicalRequest(asSent, headers, payloadHash);
      return this.createStringToSign(
        timeText,
        createScope(date, region, service),
        canonical,
        ALGORITHM_IDENTIFIER,
      );
    }
  }

  // S3 alone takes the path as it is; the others encode it once more.
  const uriEscapePath = service !== 's3';
  const texts = new Texts({ credentials, region, service, sha256: Sha256, uriEscapePath });
  const key = await getSigningKey(Sha256, credentials, date, region, service);
  const ofText = (text: string) => createHmac('sha256', key).update(text).digest('hex');
  return {
    ofText,
    ofRequest: async (request, payloadHash) => ofText(await texts.ofRequest(request, payloadHash)),
  };
}

/** Compares without telling by the time it takes how much agrees. */
export function equal(given: string | undefined, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function valuesOf({ headersDistinct }: IncomingMessage, names: string[]): Record<string, string> {
  const values = names.map((name) => [name, headersDistinct[name]?.join(',')] as const);
  return Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function parametersOf(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}
