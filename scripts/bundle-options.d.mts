import type { BuildOptions } from 'esbuild';

export const root: string;
export const forNode: BuildOptions;
export const inProject: BuildOptions;
