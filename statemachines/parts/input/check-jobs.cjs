/**
 * The state of a night that holds the input of each of `$jobs`, {name, machine, base, input}, against the schema of its
 * machine, and adds what is wrong to `$problems`.
 */
'use strict';

const { expression, merged } = require('./jsonata.cjs');
const { problemsOf } = require('./problems.cjs');
const { read } = require('./read.cjs');
const { inputOf } = require('./schema.cjs');

const checkJobs = (machines) => ({
  Comment:
    'The inputs that are given, before any job starts; a machine has its checks once, however many jobs it has.',
  Type: 'Map',
  Items: expression(
    `[$jobs[$count($keys(input)) > 0].{'name': name, 'machine': machine, 'input': ${merged('base', 'input')}}]`,
  ),
  ItemProcessor: {
    ProcessorConfig: { Mode: 'INLINE' },
    StartAt: 'FindSchema',
    States: {
      FindSchema: { Type: 'Choice', Choices: machines.map(schemaOf), Default: 'UnknownMachine' },
      UnknownMachine: { Type: 'Fail', Error: 'UnknownMachine', Cause: '{% $states.input.machine %}' },
      ...Object.fromEntries(machines.map((machine) => [`Check ${machine}`, checkJob(machine)])),
    },
  },
  Assign: {
    problems:
      "{% $append($problems, $states.result.($name := name; problems[$ != ''].($name & ': ' & $))) %}",
  },
  Output: '{% $states.input %}',
  Next: 'CheckInput',
});

const schemaOf = (machine) => ({
  Condition: expression(`$states.input.machine = '${machine}'`),
  Output: {
    name: '{% $states.input.name %}',
    given: '{% $states.input.input %}',
    ...read(childInputOf(machine), '$states.input.input', isNeeded(machine)),
  },
  Next: `Check ${machine}`,
});

/** Which job a child runs the night says. */
function childInputOf(machine) {
  const { fields, ...rules } = inputOf(machine);
  const own = Object.entries(fields).filter(([name]) => name !== 'job');
  return { fields: Object.fromEntries(own), ...rules };
}

/** Whether a rule looks at a field with its default. */
const isNeeded = (machine) => (name) => JSON.stringify(inputOf(machine).rules).includes(`$config.${name}`);

/** A machine has in variables what here is the state's input. */
const checkJob = (machine) => ({
  Comment: `Made of statemachines/inputs/${machine}.schema.json.`,
  Type: 'Pass',
  Output: {
    name: '{% $states.input.name %}',
    problems: problemsOf(childInputOf(machine)).map((text) =>
      expression(text.replace(/\$(given|config|fields|words|bad)\b/g, '$states.input.$1')),
    ),
  },
  End: true,
});

module.exports = { checkJobs };
