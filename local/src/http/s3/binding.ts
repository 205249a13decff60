/** How a member of an operation stands in a header or a query parameter. */
export interface Binding {
  member: string;
  read: (text: string) => unknown;
  write: (value: unknown) => string;
}

/** Bindings by the name of the header, in lower case, or of the parameter. */
export type Bindings = Record<string, Binding>;

export const text = (member: string): Binding => ({ member, read: (value) => value, write: String });

/** A number; what is none is left to the operation to refuse. */
export const integer = (member: string): Binding => ({
  member,
  read: (value) => (/^-?\d{1,15}$/.test(value) ? Number(value) : NaN),
  write: String,
});

/** True or false, also in the C++ SDK's figures; what is neither is left to the operation to refuse. */
export const flag = (member: string): Binding => ({
  member,
  read: (value) => (/^(true|1)$/i.test(value) ? true : /^(false|0)$/i.test(value) ? false : value),
  write: String,
});

/** Texts between commas. */
export const list = (member: string): Binding => ({
  member,
  read: (value) => value.split(',').map((element) => element.trim()),
  write: (value) => (value as string[]).join(','),
});

/** A date as HTTP has it; an invalid one counts as absent (RFC 9110, 13.1.3). */
export const httpDate = (member: string): Binding => ({
  member,
  read: (value) => (Number.isNaN(Date.parse(value)) ? undefined : new Date(value)),
  write: (value) => (value as Date).toUTCString(),
});

/** Content-Encoding without `aws-chunked`, which describes the transfer and not the object. */
export const contentEncoding = (member: string): Binding => ({
  member,
  read(value) {
    const encodings = value.split(',').map((encoding) => encoding.trim());
    return (
      encodings.filter((encoding) => encoding !== 'aws-chunked' && encoding !== '').join(',') || undefined
    );
  },
  write: String,
});
