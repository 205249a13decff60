/**
 * The states that look at a machine's input, made of statemachines/inputs:
 *
 *     ApplyDefaults --> FindProblems --> [CheckJobs -->] CheckInput --nothing is wrong--> where ApplyDefaults leads
 *                                                                   --otherwise--> InvalidInput
 *
 * A machine whose input holds those of others, as a night's does, has CheckJobs too.
 */
'use strict';

const { checkJobs } = require('./check-jobs.cjs');
const { expression, member } = require('./jsonata.cjs');
const { general, problemsOf } = require('./problems.cjs');
const { read } = require('./read.cjs');
const { inputOf } = require('./schema.cjs');

const most = 20;

/** A machine's definition with the check of its input. */
function withInput(machine, definition) {
  const { ApplyDefaults, ...others } = definition.States;
  const input = inputOf(machine);
  const children = Object.values(input.fields).flatMap((field) => field.machine ?? []);
  const states = {
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
  return { ...definition, States: { ...states, ...others } };
}

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

/** Defaults that other fields decide, once all are known to be right: variables named like their field. */
const computed = (defaults) =>
  Object.fromEntries(
    Object.entries(defaults).map(([name, { is }]) => {
      const value = member('$states.input', name);
      return [name, expression(`$exists(${value}) ? ${value} : ${is}`)];
    }),
  );

module.exports = { withInput };
