const offsetDateTime =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/;

/** An ISO 8601 date and time with an offset, on a day and at a time that exist; undefined for any other text. */
export function parseTimestamp(text: string): Date | undefined {
  const match = offsetDateTime.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const local = new Date(Date.UTC(year!, month! - 1, day, hour, minute, second, milliseconds));
  // Date.UTC lets a 30 February run on into March.
  if (local.toISOString().slice(0, 16) !== `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}`)
    return undefined;
  if (second! > 59) return undefined;
  return new Date(local.getTime() - offsetOf(match[8]!));
}

/** Milliseconds east of Greenwich. */
function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
