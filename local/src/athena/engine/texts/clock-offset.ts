const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at a moment, both in microseconds. */
export function clockOffset(micros: bigint, zone: string): bigint {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (sign !== undefined)
    return BigInt(`${sign}1`.replace('+', '')) * (BigInt(hours!) * 60n + BigInt(minutes!)) * 60_000_000n;
  if (zone === 'UTC') return 0n;
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  clocks.set(zone, clock);
  const shown = clock.format(new Date(Number(micros / 1000n)));
  return clockOffset(0n, /GMT(.+)$/.exec(shown)?.[1] ?? 'UTC');
}
