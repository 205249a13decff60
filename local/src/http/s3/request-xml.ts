import { s3Error } from '../../s3/errors.ts';
import { parseXml } from '../xml.ts';

/** DeleteObjects with 1000 of the longest keys, all of it escaped, stays below. */
export const maxXmlBytes = 8 * 1024 * 1024;
export const xmlTooLarge = s3Error('MalformedXML', `The XML has more than ${maxXmlBytes} bytes.`);

/**
 * The content of a request's document.
 * @throws MalformedXML when it is no XML, or has another root than expected
 */
export function readDocument(body: Buffer, element: string): Record<string, unknown> {
  let document: Record<string, unknown>;
  try {
    document = parseXml(body.toString());
  } catch (cause) {
    throw Object.assign(malformed(`it cannot be parsed (${(cause as Error).message})`), { cause });
  }
  const content = document[element];
  if (typeof content === 'object' && content !== null) return content as Record<string, unknown>;
  throw malformed(
    `its root must be a filled element ${element}, not ${Object.keys(document).join(', ') || 'nothing'}`,
  );
}

function malformed(reason: string) {
  return s3Error(
    'MalformedXML',
    `The XML you provided was not well-formed or did not validate against our published schema: ${reason}.`,
  );
}

/** Elements of one name: the parser gives a single one without a list. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** An element's text; undefined when there is no such element, or it holds others. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** An element's elements without what stands between them: some clients send line ends and spaces there. */
export function withoutText(element: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(element).filter(([name]) => name !== '#text'));
}
