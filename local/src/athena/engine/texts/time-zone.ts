const offset = String.raw`[+-](\d{1,2}|\d\d:?[0-5]\d(:?[0-5]\d)?)`;
const fixed = new RegExp(`^(Z|${offset}|(UTC|GMT|UT)(${offset})?)$`);
/** Abbreviations that Java does not take for regions. */
const noRegions = ['EST', 'MST', 'HST'];

/**
 * Whether a text names a time zone, upper and lower case as they are written in the time zone database.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/ZoneId.html#of(java.lang.String)
 */
export function isTimeZone(text: string): boolean {
  if (fixed.test(text)) return hoursOf(text) <= 18;
  if (noRegions.includes(text) || !/^[A-Z]/.test(text) || /[/_][a-z]|^[A-Z]{4,}\//.test(text)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

/** An offset's hours, with its minutes and seconds as a fraction. */
function hoursOf(text: string): number {
  const [hours = '0', minutes = '0', seconds = '0'] = text.replaceAll(/\D/g, '').match(/\d{1,2}/g) ?? [];
  return Number(hours) + Number(minutes) / 60 + Number(seconds) / 3600;
}
