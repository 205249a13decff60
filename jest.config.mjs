/** Tests run the TypeScript sources as ES modules; the type check is a step of its own (`npm run types`). */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, transpilation: true, diagnostics: false }] },
  globalSetup: '<rootDir>/test/global-setup.mjs',
  testTimeout: 30_000,
};
