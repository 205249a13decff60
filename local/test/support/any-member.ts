/** The members of a fake operation, which takes whatever it is given. */
export const anyMember = { '*': 'any' } as const;
