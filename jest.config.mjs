// The SDK warns of Node 20's end on every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Suites that run the packaged template, the command or the functions' bundles. */
const machines = [
  '<rootDir>/test/(command|machines|packaging|statemachines)/**/*.test.ts',
  '<rootDir>/test/docs/(extending|your-data).test.ts',
  '<rootDir>/test/functions/bundles.test.ts',
  '<rootDir>/test/cli/cost/(cost|transitions).test.ts',
];

/** Suites that start the runtime's servers and processes. */
const services = [
  '<rootDir>/local/test/(athena|docs|glue|http|lambda|s3|sfn)/**/*.test.ts',
  '<rootDir>/local/test/faults/(objects|strikes).test.ts',
  '<rootDir>/test/sql/**/*.test.ts',
];

const all = ['<rootDir>/test/**/*.test.ts', '<rootDir>/local/test/**/*.test.ts'];
/** Jest resolves <rootDir> only where a glob begins. */
const except = (globs) => globs.map((glob) => glob.replace('<rootDir>', `!${import.meta.dirname}`));

/** Packages that compute much: they are transformed, too, to run as fast as outside of tests. */
const busy = '(ml-|jsonata/|pure-rand/|fast-check/|@smithy/core/)';

/** Tests run the TypeScript sources as ES modules; the type check is a step of its own (`npm run types`). */
const common = {
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/jest/time-limit.mjs'],
  transform: { [`\\.ts$|/node_modules/${busy}.*\\.js$`]: '<rootDir>/test/jest/transform.mjs' },
  transformIgnorePatterns: [`/node_modules/(?!${busy})`],
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: [...all, ...except([...services, ...machines])],
      globals: { timeLimitMs: 15_000 },
    },
    {
      ...common,
      displayName: 'services',
      testMatch: services,
      globalSetup: '<rootDir>/test/jest/setup-runtime.mjs',
      globals: { timeLimitMs: 30_000 },
    },
    {
      ...common,
      displayName: 'machines',
      testMatch: machines,
      globalSetup: '<rootDir>/test/jest/setup-package.mjs',
      globals: { timeLimitMs: 60_000 },
    },
  ],
  // Most suites keep one core busy; those of whole machines start processes of their own besides.
  maxWorkers: 2,
  // Modules of past suites stay in a worker's memory, and collecting garbage among them slows down the next.
  workerIdleMemoryLimit: '700MB',
  testSequencer: '<rootDir>/test/jest/longest-first.mjs',
  coverageProvider: 'v8',
  collectCoverageFrom: ['{cli,functions,kernels}/**/*.ts', 'local/{src,conformance}/**/*.ts'],
  coverageReporters: ['text-summary', 'html'],
};
