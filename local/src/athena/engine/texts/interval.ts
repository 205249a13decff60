const twoDigits = (value: bigint) => String(value).padStart(2, '0');

/** An interval of milliseconds as Athena shows it: `7 01:02:03.004`. */
export function dayTimeText(ms: bigint): string {
  const size = ms < 0n ? -ms : ms;
  const [days, rest] = [size / 86_400_000n, size % 86_400_000n];
  const clock = [rest / 3_600_000n, (rest / 60_000n) % 60n, (rest / 1000n) % 60n].map(twoDigits).join(':');
  return `${ms < 0n ? '-' : ''}${days} ${clock}.${String(rest % 1000n).padStart(3, '0')}`;
}

/** An interval of months as Athena shows it: `1-2`. */
export function yearMonthText(months: number): string {
  const size = Math.abs(months);
  return `${months < 0 ? '-' : ''}${Math.floor(size / 12)}-${size % 12}`;
}
