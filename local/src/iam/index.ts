export { createAuthorize, rightsByRole } from './authorize.ts';
export type { Decision } from './authorize.ts';
export { createCredentials, rolePrincipal } from './credentials.ts';
export type { Credentials, IssuedCredentials, KeyHolder } from './credentials.ts';
export type { Right } from './statement.ts';
