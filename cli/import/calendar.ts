/** Dates and times as Athena's readers of JSON and text take them. */
const dateForm = /^(\d{4})-(\d\d)-(\d\d)$/;
const timeForm = /^(\d{4}-\d\d-\d\d) (\d\d):(\d\d):(\d\d)(\.\d{1,9})?$/;

/** Whether a value is a day of the calendar, `2026-11-30`. */
export function isDate(value: unknown): boolean {
  const [, year, month, day] = dateForm.exec(typeof value === 'string' ? value : '') ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** Whether a value is a time of a day, `2026-11-30 18:05:00`. */
export function isTimestamp(value: unknown): boolean {
  const [, date, hours, minutes, seconds] = timeForm.exec(typeof value === 'string' ? value : '') ?? [];
  return isDate(date) && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
}

/**
 * Reads dates of a pattern such as `dd.MM.yyyy`; years of two digits are those from 1970 to 2069.
 * @returns a function that gives `2026-11-30`, or undefined for what does not fit
 */
export function dateReader(pattern: string): (text: string) => string | undefined {
  const parts = pattern.match(/[dMy]+/g) ?? [];
  const separator = pattern.replace(/^[dMy]+/, '')[0] ?? '-';
  return (text) => {
    const numbers = text.split(separator);
    if (numbers.length !== 3 || numbers.some((each) => !/^\d{1,4}$/.test(each))) return undefined;
    const of = (letter: string) => numbers[parts.findIndex((part) => part.startsWith(letter))]!;
    const year =
      of('y').length === 2 ? String(Number(of('y')) + (Number(of('y')) < 70 ? 2000 : 1900)) : of('y');
    const date = `${year}-${of('M').padStart(2, '0')}-${of('d').padStart(2, '0')}`;
    return isDate(date) ? date : undefined;
  };
}

/** A time of ISO 8601, with a zone or without, in UTC as Athena reads it; undefined for anything else. */
export function timestampOf(text: string): string | undefined {
  const [, date, time = '00:00', zone = ''] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? [];
  if (date === undefined) return undefined;
  const local = `${date} ${time.length === 5 ? `${time}:00` : time}`;
  if (!isTimestamp(local)) return undefined;
  return zone === '' || zone === 'Z' ? local : inUtc(local, zone);
}

function inUtc(local: string, zone: string): string {
  const [whole = '', fraction] = local.split('.');
  const offset = zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const utc = new Date(`${whole.replace(' ', 'T')}${offset}`).toISOString().slice(0, 19).replace('T', ' ');
  return fraction === undefined ? utc : `${utc}.${fraction}`;
}
