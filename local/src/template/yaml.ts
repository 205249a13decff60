import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';

/**
 * A template in YAML as the value that it would be in JSON: `!Ref x` is `{ Ref: x }`, `!Sub x` is `{ Fn::Sub: x }`.
 * @throws YAMLParseError
 */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error) throw error;
  return valueOf(document.contents, document);
}

function valueOf(node: unknown, document: Document): unknown {
  const resolved = aliased(node, document);
  const value = plainValue(resolved, document);
  const tag = (resolved as Node | null)?.tag;
  return tag?.startsWith('!') ? { [longForm(tag.slice(1))]: value } : value;
}

function aliased(node: unknown, document: Document): unknown {
  const alias = node as { resolve?(document: Document): Node | undefined } | null;
  return alias?.resolve ? alias.resolve(document) : node;
}

function plainValue(node: unknown, document: Document): unknown {
  if (isSeq(node)) return node.items.map((item) => valueOf(item, document));
  if (!isMap(node)) return isScalar(node) ? node.value : null;
  return Object.fromEntries(
    node.items.map(({ key, value }) => [String(valueOf(key, document)), valueOf(value, document)]),
  );
}

/** `Ref` and `Condition` are no functions. */
const longForm = (name: string) => (name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`);
