import {
  BailErrorStrategy,
  CharStreams,
  CommonTokenStream,
  ParseCancellationException,
  PredictionMode,
} from 'antlr4ng';
import { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js';
import { TrinoSqlParser } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import type { QueryContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { syntaxFailure } from '../sql/syntax-failure.ts';
import { expectedIn } from './expected.ts';

/**
 * Reads a query by Trino's grammar.
 * @throws SyntaxFailure with Trino's message
 */
export function parse(sql: string): QueryContext {
  const lexer = new TrinoSqlLexer(CharStreams.fromString(sql));
  lexer.removeErrorListeners();
  const parser = new TrinoSqlParser(new CommonTokenStream(lexer));
  parser.removeErrorListeners();
  parser.errorHandler = new BailErrorStrategy();
  // As Trino does: what the fast mode does not read is read once more before it is called an error.
  const query = wholeQuery(parser, PredictionMode.SLL) ?? wholeQuery(parser, PredictionMode.LL);
  if (query) return query;
  const { token, expected } = expectedIn(parser);
  const problem = `mismatched input '${token.text}'. Expecting: ${expected.join(', ')}`;
  throw syntaxFailure(token.line, token.column + 1, problem);
}

function wholeQuery(parser: TrinoSqlParser, mode: number): QueryContext | undefined {
  parser.reset();
  parser.interpreter.predictionMode = mode;
  try {
    const query = parser.query();
    return parser.inputStream.LA(1) === TrinoSqlParser.EOF ? query : undefined;
  } catch (error) {
    if (error instanceof ParseCancellationException) return undefined;
    throw error;
  }
}
