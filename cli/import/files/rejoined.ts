/** What was read of a stream to see what it is, and the rest of it, which is let go where nobody reads on. */
export async function* rejoined(
  seen: readonly Buffer[],
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    yield* seen;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
