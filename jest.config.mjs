// The SDK warns of Node 20's end on every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Tests run the TypeScript sources as ES modules; the type check is a step of its own (`npm run types`). */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/local/test/**/*.test.ts'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/test/transform.mjs' },
  globalSetup: '<rootDir>/test/global-setup.mjs',
  testTimeout: 30_000,
  // Most suites keep one core busy; those of whole machines start processes of their own besides.
  maxWorkers: 2,
};
