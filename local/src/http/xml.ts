import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { isDate } from 'node:util/types';

/** An element's content: text, or elements by name; a list is one element for each of its members. */
export type XmlContent =
  string | number | boolean | Date | undefined | XmlContent[] | { [element: string]: XmlContent };

// Entities are decoded here: the library limits their number, which a list of 1000 keys exceeds, and drops references
// to control characters, so that another key would be meant.
const parser = new XMLParser({
  ignoreDeclaration: true,
  trimValues: false,
  parseTagValue: false,
  processEntities: false,
  tagValueProcessor: (_name, value) => unescape(value),
});

/** Elements by name; text is a string, repeated elements are a list. Throws on malformed XML. */
export function parseXml(document: string): Record<string, unknown> {
  return parser.parse(document, true) as Record<string, unknown>;
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  tagValueProcessor: (_name, value) => escape(String(value)),
});

/** A document with one root element. Dates are ISO 8601, members that are undefined are left out. */
export function buildXml(root: string, content: XmlContent, namespace?: string): string {
  const attributes = namespace ? { '@xmlns': namespace } : {};
  const element = { ...attributes, ...(plain(content) as object) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: element })}`;
}

function plain(content: XmlContent): unknown {
  if (isDate(content)) return content.toISOString();
  if (Array.isArray(content)) return content.map(plain);
  if (typeof content !== 'object') return content;
  const members = Object.entries(content).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members.map(([name, value]) => [name, plain(value)]));
}

/** Control characters become references: a parser would turn a bare CR into LF, and refuse most others. */
function escape(text: string): string {
  return text.replace(/[&<>"']|\p{Cc}/gu, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&([^;]*);/g, (reference, name: string) => {
    const [, hexadecimal, decimal] = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name) ?? [];
    if (hexadecimal !== undefined) return String.fromCodePoint(parseInt(hexadecimal, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    const character = named[name];
    if (character === undefined) throw new Error(`unknown entity ${reference}`);
    return character;
  });
}
