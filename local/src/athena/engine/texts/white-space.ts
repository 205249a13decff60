/** What TRIM takes off, and casts to dates skip: Java's white space. https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Character.html#isWhitespace(int) */
export const whiteSpace =
  '\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000';

const around = new RegExp(`^[${whiteSpace}]+|[${whiteSpace}]+$`, 'g');

export const trimmed = (text: string): string => text.replaceAll(around, '');
