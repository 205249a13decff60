/** A text that is no SQL: Athena refuses it when the query is started. */
export class SyntaxFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SyntaxFailure';
  }
}

/** The failure at a place; line and column count from 1. */
export function syntaxFailure(line: number, column: number, problem: string): SyntaxFailure {
  return new SyntaxFailure(`line ${line}:${column}: ${problem}`);
}
