/**
 * What the night runs, of nightly's input: each of its fields that is the input of a machine runs that machine under the
 * field's name, and has a tag for the names of its runs.
 */
'use strict';

const path = require('node:path');
const { machineId, pascalCase } = require('../infra/names.cjs');
const { refusal } = require('../infra/refusal.cjs');
const { names } = require('./machines.cjs');
const { properties } = require('./inputs/nightly.schema.json');

const file = 'statemachines/inputs/nightly.schema.json';
const { only, ...fields } = properties;
const entries = Object.entries(fields).map(([name, { $ref, 'x-tag': tag }]) => ({
  name,
  machine: path.basename($ref, '.schema.json'),
  tag,
}));

/** With what stands before and behind it, a run's name has at most 80 characters. */
const tagRule = /^[a-z0-9-]{1,12}$/;

/** All fields, which `only` must list: JSON Schema cannot name the properties beside it. */
function listed() {
  const [given, needed] = [only.items.enum, entries.map(({ name }) => name)].map((list) => list.join(', '));
  if (given === needed) return entries;
  throw refusal(`${file}: "only" must list ${needed}, but lists ${given}.`);
}

/** The night's children as nightly.asl.json has them. */
function children(list) {
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
  const where = `${file}: the field ${name}`;
  if (!names.includes(machine))
    throw refusal(`${where} runs the machine ${machine}, which is not there: there are ${names.join(', ')}.`);
  if (typeof tag !== 'string' || !tagRule.test(tag))
    throw refusal(`${where} needs an x-tag of 1 to 12 small letters, digits or hyphens, but has ${tag}.`);
  const twice = ['name', 'tag'].find((field) =>
    list.some((other) => other !== entry && other[field] === entry[field]),
  );
  if (twice) throw refusal(`${where} has a ${twice} that another field has, too.`);
}

module.exports = {
  children: () => children(listed()),
  childrenOf: children,
  /** The machines that the night starts. */
  machines: [...new Set(entries.map(({ machine }) => machine))],
};
