import type { IncomingHttpHeaders } from 'node:http';
import { SignatureRefusal } from './refusal.ts';

/** What a signed request says of its signature. */
export interface Authorization {
  accessKeyId: string;
  /** `YYYYMMDD`, as in the Credential. */
  date: string;
  region: string;
  service: string;
  /** In lower case. */
  signedHeaders: string[];
  /** Hexadecimal. */
  signature: string;
  /** X-Amz-Date. */
  time: Date;
  /** As sent, `YYYYMMDDTHHMMSSZ`. */
  timeText: string;
}

const algorithm = 'AWS4-HMAC-SHA256';
const components = ['Credential', 'Signature', 'SignedHeaders'] as const;

/**
 * Reads the header Authorization of Signature Version 4, and X-Amz-Date:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 * @throws SignatureRefusal
 */
export function readAuthorization(headers: IncomingHttpHeaders): Authorization {
  const header = headers.authorization;
  if (header === undefined) throw new SignatureRefusal('unsigned');
  const values = componentsOf(header);
  const credential = readCredential(values.Credential);
  const { time, timeText } = readTime(headers['x-amz-date']);
  if (!timeText.startsWith(credential.date)) {
    const days = `'${credential.date}' != '${timeText.slice(0, 8)}', from '${timeText}'`;
    throw new SignatureRefusal(
      'scopeDate',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ${days}.`,
    );
  }
  const signedHeaders = values.SignedHeaders.toLowerCase().split(';');
  if (!signedHeaders.includes('host')) {
    throw new SignatureRefusal(
      'unsignedHeader',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
  return { ...credential, signedHeaders, signature: values.Signature, time, timeText };
}

/** Each component by its name. */
function componentsOf(header: string): Record<(typeof components)[number], string> {
  const [scheme, list] = header.split(/ (.*)/s);
  const pairs = new Map<string, string>();
  for (const part of scheme === algorithm ? (list ?? '').split(',') : []) {
    const [name = '', value] = part.trim().split(/=(.*)/s);
    if (value === undefined && name !== '') throw noPair(name, header);
    pairs.set(name, value ?? '');
  }
  const missing = components.filter((name) => !pairs.get(name));
  if (missing.length === 0) return Object.fromEntries(pairs) as Record<(typeof components)[number], string>;
  const demands = missing.map((name) => `Authorization header requires '${name}' parameter.`);
  throw new SignatureRefusal(
    scheme === algorithm ? 'components' : 'algorithm',
    `${demands.join(' ')} Authorization=${scheme}`,
  );
}

function noPair(part: string, header: string) {
  return new SignatureRefusal(
    'components',
    `'${part}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
  );
}

function readCredential(text: string) {
  const [, accessKeyId, date, region, service, terminator] =
    /^(.+)\/([^/]*)\/([^/]*)\/([^/]*)\/([^/]*)$/.exec(text) ?? [];
  if (accessKeyId === undefined) {
    throw new SignatureRefusal(
      'credential',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${text}'`,
    );
  }
  if (!/^\d{8}$/.test(date!) || !region || !service || terminator !== 'aws4_request') {
    const wanted = '<key>/YYYYMMDD/<region>/<service>/aws4_request';
    throw new SignatureRefusal('credential', `Credential must have the form ${wanted}, got '${text}'`);
  }
  return { accessKeyId, date: date!, region, service };
}

function readTime(header: string | string[] | undefined): { time: Date; timeText: string } {
  const timeText = String(header ?? '');
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timeText) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (!Number.isNaN(time.getTime())) return { time, timeText };
  throw new SignatureRefusal(
    'date',
    header === undefined
      ? "Authorization header requires existence of a 'X-Amz-Date' header."
      : `Date must be in ISO-8601 'basic format'. Got '${timeText}'.`,
  );
}
