import { isDate } from 'node:util/types';
import type { Shape } from '../shape.ts';
import { s3Error } from './errors.ts';
import type { Attributes } from './store/object.ts';

/** AWS's limit for names and values together. */
const maxMetadataBytes = 2048;
/** What S3 says of an object that was stored without a type. */
const defaultContentType = 'binary/octet-stream';

/** The members of an input that become the object's attributes. */
export const attributeMembers = {
  CacheControl: 'text',
  ContentDisposition: 'text',
  ContentEncoding: 'text',
  ContentLanguage: 'text',
  ContentType: 'text',
  Expires: 'any',
  Metadata: { '*': 'text' },
} as const satisfies Record<keyof Attributes, Shape>;

export interface AttributeInput extends Omit<Attributes, 'Expires'> {
  Expires?: unknown;
}

/**
 * The attributes that an input gives an object.
 * @throws MetadataTooLarge; InvalidArgument for what no header can bear
 */
export function attributesOf(input: AttributeInput): Attributes {
  const attributes: Attributes = {};
  for (const member of Object.keys(attributeMembers) as (keyof Attributes)[]) {
    if (member === 'Metadata' || input[member] === undefined) continue;
    attributes[member] = headerText(member, input[member]);
  }
  const metadata = Object.entries(input.Metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const bytes = Buffer.byteLength(metadata.flat().join(''));
  if (bytes > maxMetadataBytes) {
    throw s3Error(
      'MetadataTooLarge',
      `Metadata has ${bytes} bytes, at most ${maxMetadataBytes} are allowed.`,
    );
  }
  for (const [name = ''] of metadata) if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw unfit('Metadata', name);
  if (metadata.length > 0) attributes.Metadata = Object.fromEntries(metadata) as Record<string, string>;
  return attributes;
}

/** The members of an output that tell an object's attributes. S3 keeps an `Expires` that is no time, too. */
export function attributeOutput({ Expires, ...attributes }: Attributes) {
  const time = new Date(Expires ?? NaN);
  return {
    ContentType: defaultContentType,
    Metadata: {},
    ...attributes,
    ExpiresString: Expires,
    Expires: Number.isNaN(time.getTime()) ? undefined : time,
  };
}

/**
 * A member's text as it stands in its header; a time as HTTP writes it.
 * @throws InvalidArgument for what no header can bear
 */
export function headerText(member: string, value: unknown): string {
  const text = isDate(value) ? value.toUTCString() : value;
  if (typeof text === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return text;
  throw unfit(member, text);
}

function unfit(member: string, text: unknown) {
  return s3Error(
    'InvalidArgument',
    `${member} must fit into an HTTP header, which ${JSON.stringify(text)} does not.`,
  );
}
