import { dateReader, timestampOf } from '../../import/calendar.ts';

/** How dates are written besides ISO 8601, days first where both would do. */
export const dateForms = [
  ...['dd.MM.yyyy', 'dd/MM/yyyy', 'MM/dd/yyyy', 'dd-MM-yyyy', 'MM-dd-yyyy', 'yyyy/MM/dd', 'yyyy.MM.dd'],
  ...['dd.MM.yy', 'dd/MM/yy', 'MM/dd/yy'],
];

const readers = dateForms.map((pattern) => ({ pattern, read: dateReader(pattern) }));

/** The forms that a text has, as a date or as a date with a time. */
export function formsOfDate(text: string): { pattern: string; isTime: boolean }[] {
  const [, day = '', time] = /^(\S+?)(?:[T ](\d\d?:.*))?$/.exec(text) ?? [];
  return readers.flatMap(({ pattern, read }) => {
    const years = pattern.includes('yyyy') ? /\d{4}/.test(day) : !/\d{3}/.test(day);
    const date = years ? read(day) : undefined;
    if (date === undefined || (time !== undefined && timestampOf(`${date} ${time}`) === undefined)) return [];
    return [{ pattern, isTime: time !== undefined }];
  });
}
