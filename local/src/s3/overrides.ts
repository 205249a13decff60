import type { Shape } from '../shape.ts';
import { headerText } from './attributes.ts';
import type { Attributes } from './store/object.ts';

/** What a reader wants to be told in place of what is stored, by the attribute that it replaces. */
const attributeOf = {
  ResponseCacheControl: 'CacheControl',
  ResponseContentDisposition: 'ContentDisposition',
  ResponseContentEncoding: 'ContentEncoding',
  ResponseContentLanguage: 'ContentLanguage',
  ResponseContentType: 'ContentType',
  ResponseExpires: 'Expires',
} as const satisfies Record<string, keyof Attributes>;

type Overriding = keyof typeof attributeOf;

/** The shapes of these members, for an operation's members. */
export const overrideMembers = {
  ResponseCacheControl: 'text',
  ResponseContentDisposition: 'text',
  ResponseContentEncoding: 'text',
  ResponseContentLanguage: 'text',
  ResponseContentType: 'text',
  ResponseExpires: 'any',
} as const satisfies Record<Overriding, Shape>;

/**
 * The attributes with what the reader wants in their place.
 * @throws InvalidArgument for what no header can bear
 */
export function overridden(attributes: Attributes, input: Partial<Record<Overriding, unknown>>): Attributes {
  const given = (Object.keys(attributeOf) as Overriding[]).filter((member) => input[member] !== undefined);
  const wanted = given.map((member) => [attributeOf[member], headerText(member, input[member])]);
  return { ...attributes, ...(Object.fromEntries(wanted) as Attributes) };
}
