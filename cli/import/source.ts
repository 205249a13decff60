/** Rows on their way into a table. */
export interface Source {
  /** How messages name it: the file as given. */
  label: string;
  /** Its bytes by line, without line feeds. */
  lines: AsyncIterable<Buffer>;
  /** The path, where it is a file that can be read at any place. */
  file?: string | undefined;
}
