import type { ParserRuleContext } from 'antlr4ng';
import {
  BackQuotedIdentifierContext,
  DigitIdentifierContext,
  QuotedIdentifierContext,
  RowCountContext,
  WithContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { syntaxFailure } from '../../sql/syntax-failure.ts';
import { errorAt } from './nodes.ts';

/** The grammar takes identifiers of any kind, Trino's parser only these two. */
export function checkIdentifier(node: ParserRuleContext): void {
  const problem = problemOf(node);
  if (problem) throw syntaxFailure(node.start!.line, node.start!.column + 1, problem);
}

function problemOf(node: ParserRuleContext): string | undefined {
  if (node instanceof QuotedIdentifierContext && node.getText() === '""')
    return 'Zero-length delimited identifier not allowed';
  if (node instanceof BackQuotedIdentifierContext)
    return 'backquoted identifiers are not supported; use double quotes to quote identifiers';
  if (node instanceof DigitIdentifierContext)
    return 'identifiers must not start with a digit; surround the identifier with double quotes';
  return undefined;
}

/** LIMIT and OFFSET hold 64 bits; Trino names no other place than the statement's beginning. */
export function checkRowCount(node: ParserRuleContext): void {
  if (!(node instanceof RowCountContext)) return;
  const digits = node.getText();
  if (/^\d+$/.test(digits) && BigInt(digits) >= 2n ** 63n)
    throw syntaxFailure(1, 1, `Invalid numeric literal: ${digits}`);
}

export function checkWith(node: ParserRuleContext): void {
  if (!(node instanceof WithContext)) return;
  const names = new Set<string>();
  for (const query of node.namedQuery()) {
    const name = query
      ._name!.getText()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase();
    if (names.has(name))
      throw errorAt(query, 'DUPLICATE_NAMED_QUERY', `WITH query name '${name}' specified more than once`);
    names.add(name);
  }
}
