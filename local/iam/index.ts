export { createAuthorize } from './authorize.ts';
export { createCredentials, rolePrincipal } from './credentials.ts';
export type { Credentials, IssuedCredentials, KeyHolder } from './credentials.ts';
