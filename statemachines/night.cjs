/**
 * What the night runs, of night.json: each entry runs a machine under a name, which is its field of nightly's input, and
 * has a tag for the names of its runs.
 */
'use strict';

const { machineId, pascalCase } = require('../infra/names.cjs');
const { refusal } = require('../infra/refusal.cjs');
const { names } = require('./machines.cjs');
const entries = require('./night.json');

/** With what stands before and behind it, a run's name has at most 80 characters. */
const tagRule = /^[a-z0-9-]{1,12}$/;

/** The night's children as nightly.asl.json has them. */
function children(list = entries) {
  for (const entry of list) check(entry, list);
  return list.map(({ name, machine, tag }) => ({
    name,
    machine,
    input: inputOf(name),
    tag,
    failure: `${pascalCase(name)}Failed`,
    arn: { Ref: machineId(machine) },
  }));
}

/** What nightly's input gives the child; anything but an object is told when the input is checked. */
function inputOf(name) {
  const given = `$states.input.\`${name}\``;
  return `{% $type(${given}) = 'object' ? ${given} : {} %}`;
}

function check(entry, list) {
  const { name, machine, tag } = entry;
  const where = `statemachines/night.json: the entry ${name}`;
  if (!names.includes(machine))
    throw refusal(`${where} runs the machine ${machine}, which is not there: there are ${names.join(', ')}.`);
  if (typeof tag !== 'string' || !tagRule.test(tag))
    throw refusal(`${where} needs a tag of 1 to 12 small letters, digits or hyphens, but has ${tag}.`);
  const twice = ['name', 'tag'].find((field) =>
    list.some((other) => other !== entry && other[field] === entry[field]),
  );
  if (twice) throw refusal(`${where} has a ${twice} that another entry has, too.`);
}

module.exports = {
  children: () => children(),
  childrenOf: children,
  /** The machines that the night starts. */
  machines: [...new Set(entries.map(({ machine }) => machine))],
};
