/**
 * The plan's arrows, held by `npm run lint`: who may import whom (docs/architecture.md). Imports of types count: a circle
 * of types ties files together for a reader as much as one of values.
 */

/** Rooms of ours; what is in none of them are installed packages and Node's own modules. */
const ours = '^(bench|cli|functions|infra|kernels|local|scripts|sql|statemachines|test|verify)/';

/** @param pathNot what may be imported besides */
const only = (name, from, pathNot, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: ours, pathNot },
});

const sfn = '^local/src/sfn/';
/** Step Functions' rooms from the lowest up: each may import those before it, and what lies in sfn itself. */
const sfnRooms = ['disk', 'permissions', 'executions', 'integrations', 'map-runs', 'run', 'operations'];

export default {
  forbidden: [
    {
      name: 'no circles',
      comment:
        'Hand in what runs, or move what both need to a file of its own. In translate/ the recursion is the grammar’s: ' +
        'a query holds expressions, and an expression holds queries.',
      severity: 'error',
      from: { pathNot: '^local/src/athena/engine/translate/' },
      to: { circular: true },
    },
    only('kernels → nothing', '^kernels/', '^kernels/', 'Algorithms are pure: numbers in, numbers out.'),
    {
      name: 'kernels read no files and know no AWS',
      severity: 'error',
      from: { path: '^kernels/' },
      to: { path: '^(fs|node:fs|http|https|net|child_process)|@aws-sdk/|@smithy/' },
    },
    only(
      'functions → kernels, and the schemas of the machines that call them',
      '^functions/',
      '^(functions|kernels|statemachines/inputs)/',
      'They know neither the runtime nor the command.',
    ),
    {
      name: 'a function → itself and shared',
      comment: 'What two functions need lies in functions/shared, or is an algorithm in kernels.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/(shared|$1)/' },
    },
    only(
      'cli → local, kernels',
      '^cli/',
      '^(cli|kernels|local|infra)/',
      'The command calls no function’s code.',
    ),
    only(
      'local → nothing',
      '^local/src/',
      '^local/src/',
      'The runtime knows nothing of the service that it runs.',
    ),
    only(
      'local’s checks → local',
      '^local/conformance/',
      '^local/(src|conformance)/',
      'They judge the runtime alone.',
    ),
    {
      name: 'local by its exports alone',
      comment: 'To the command, the runtime is the package template-runtime.',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^local/', dependencyTypesNot: ['aliased-workspace'] },
    },
    only(
      'asl → nothing',
      '^local/src/asl/',
      '^local/src/(asl/|gunzip\\.ts$)',
      'The language asks a host for every call; the codec of compressed items it shares with the lake.',
    ),
    only(
      'template → nothing',
      '^local/src/template/',
      '^local/src/template/',
      'It resolves a template for all others.',
    ),
    only(
      'iam → template',
      '^local/src/iam/',
      '^local/src/(iam|template)/|^local/src/service\\.ts$',
      'It decides by roles and policies; it calls no service.',
    ),
    {
      name: 'services know no runtime and no HTTP',
      severity: 'error',
      from: { path: '^local/src/(athena|cloudformation|glue|iam|lambda|s3|scheduler|sfn|sts|template)/' },
      to: { path: '^local/src/(http/|runtime\\.ts$)' },
    },
    ...sfnRooms.map((room, height) =>
      only(
        `sfn/${room} → ${sfnRooms.slice(0, height).join(', ') || 'nothing above it'}`,
        `${sfn}${room}/`,
        `^local/src/(?!sfn/)|${sfn}[^/]+$|${sfn}(${sfnRooms.slice(0, height + 1).join('|')})/`,
        'An execution is recorded, then launched; map runs are handed what launches their children.',
      ),
    ),
    {
      name: 'nothing → tests and checks',
      severity: 'error',
      from: { path: '^(cli|functions|kernels|local/src)/' },
      to: { path: '^(test|verify|bench|scripts|local/test|local/conformance)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|build)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
    },
  },
};
