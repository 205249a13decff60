export { isSymbol, isWord, tokenize } from './tokens.ts';
export type { Token } from './tokens.ts';
export { peelUnload } from './unload.ts';
