/** A text that is no SQL: Athena refuses it when the query is started. Line and column count from 1. */
export class SyntaxFailure extends Error {
  constructor(line: number, column: number, problem: string) {
    super(`line ${line}:${column}: ${problem}`);
    this.name = 'SyntaxFailure';
  }
}
