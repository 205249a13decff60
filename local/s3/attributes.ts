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
  Metadata: { '*': 'text' },
} as const satisfies Record<keyof Attributes, Shape>;

/**
 * The attributes that an input gives an object.
 * @throws MetadataTooLarge; InvalidArgument for what no header can bear
 */
export function attributesOf(input: Attributes): Attributes {
  const attributes: Attributes = {};
  for (const member of Object.keys(attributeMembers) as (keyof Attributes)[]) {
    if (member === 'Metadata' || input[member] === undefined) continue;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(input[member])) throw unfit(member, input[member]);
    attributes[member] = input[member];
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

/** The members of an output that tell an object's attributes. */
export function attributeOutput(attributes: Attributes) {
  return { ContentType: defaultContentType, Metadata: {}, ...attributes };
}

function unfit(member: string, text: string) {
  return s3Error(
    'InvalidArgument',
    `${member} must fit into an HTTP header, which ${JSON.stringify(text)} does not.`,
  );
}
