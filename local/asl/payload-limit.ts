/** What an input, an output or a result may hold at most, as UTF-8 JSON. AWS quota "Maximum input or result size". */
export const payloadLimit = 262_144;

/** Size of a JSON value's compact text in bytes. */
export function payloadSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
