const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Whether a value goes to Athena as a number. */
export const isNumberParameter = (value: string): boolean => number.test(value);

/**
 * Athena takes execution parameters as SQL text. What reads as a number becomes one, everything else a quoted text;
 * double quotes around a value make it a text in any case (`"123"`).
 */
export function toExecutionParameter(value: string): string {
  // Athena's literals have no sign but a minus.
  if (isNumberParameter(value)) return value.replace(/^\+/, '');
  const forced = value.length >= 2 && value.startsWith('"') && value.endsWith('"');
  return quote(forced ? value.slice(1, -1) : value);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
