/**
 * The states that look at a machine's input, made of statemachines/inputs:
 *
 *     ListJobs --> ApplyJob --> ApplyDefaults --> FindProblems --> CheckInput --nothing is wrong--> where ApplyDefaults leads
 *                                                                             --otherwise--> InvalidInput
 *
 * From ApplyJob on, the input is the job's with what the execution gives above it. A night, whose input holds those of
 * its jobs, begins at ApplyDefaults and has CheckJobs before CheckInput.
 */
'use strict';

const { jobsOf } = require('../../jobs.cjs');
const { checkJobs } = require('./check-jobs.cjs');
const { expression, member, merged } = require('./jsonata.cjs');
const { general, problemsOf } = require('./problems.cjs');
const { read } = require('./read.cjs');
const { inputOf } = require('./schema.cjs');

const most = 20;

/** A machine's definition with the check of its input. */
function withInput(machine, definition) {
  const { ApplyDefaults, ...others } = definition.States;
  const input = inputOf(machine);
  const children = [...new Set(Object.values(input.fields).flatMap((field) => field.machine ?? []))];
  const first = input.fields.job ? jobStates(machine) : {};
  const states = {
    ...first,
    ApplyDefaults: {
      ...ApplyDefaults,
      Assign: { ...ApplyDefaults.Assign, ...read(input, '$states.input') },
      Next: 'FindProblems',
    },
    FindProblems: {
      Comment: `What is wrong with the input, a sentence each: made of statemachines/inputs/${machine}.schema.json.`,
      Type: 'Pass',
      Assign: { problems: [...general, ...problemsOf(input)].map(ofMachine) },
      Next: children.length > 0 ? 'CheckJobs' : 'CheckInput',
    },
    ...(children.length > 0 && { CheckJobs: checkJobs(children) }),
    CheckInput: checkInput(input, ApplyDefaults.Next),
    InvalidInput: { Type: 'Fail', Error: 'InvalidInput', Cause: '{% $states.input %}' },
  };
  // Where a definition begins elsewhere, its check says what is wrong.
  const StartAt = definition.StartAt === 'ApplyDefaults' ? Object.keys(states)[0] : definition.StartAt;
  return { ...definition, StartAt, States: { ...states, ...others } };
}

/** The jobs stand in a variable, as data: in an expression they would not fit, and of a Choice each would be an arrow. */
const jobStates = (machine) => ({
  ListJobs: {
    Comment: 'What jobs/ has for this machine; the first is what an input without a job means.',
    Type: 'Pass',
    Assign: { jobs: jobsOf(machine).map(({ name, input }) => ({ name, input })) },
    Next: 'ApplyJob',
  },
  ApplyJob: {
    Comment: "The job's input, and above it what the execution gives.",
    Type: 'Pass',
    Output: expression(
      "$type($states.input) != 'object' ? $states.input : " +
        merged('$append($jobs[name = $states.input.job], $jobs)[0].input', '$states.input'),
    ),
    Next: 'ApplyDefaults',
  },
});

const ofMachine = (text) => expression(text.replaceAll('$given', '$states.input'));

const checkInput = ({ defaults }, next) => ({
  Type: 'Choice',
  Choices: [
    {
      Condition: expression("$count($problems[$ != '']) > 0"),
      Output: expression(
        `($all := $distinct($problems[$ != '']); $n := $count($all); ` +
          `$lines := $n > ${most} ? $append($all[[0..${most - 2}]], 'And ' & ($n - ${most - 1}) & ' more.') : $all; ` +
          "$join($lines.($length($) > 500 ? $substring($, 0, 499) & '…' : $), '\\n'))",
      ),
      Next: 'InvalidInput',
    },
  ],
  ...(Object.keys(defaults).length > 0 && { Assign: computed(defaults) }),
  Default: next,
});

/** Defaults that other fields decide, once all are known to be right: variables named like their field, or `as` said. */
const computed = (defaults) =>
  Object.fromEntries(
    Object.entries(defaults).map(([name, { is, completes, as = name }]) => {
      const value = member('$given', name);
      return [as, ofMachine(completes ? is : `$exists(${value}) ? ${value} : ${is}`)];
    }),
  );

module.exports = { withInput };
