/** Reads statemachines/inputs: a machine's schema with its references in place, and the rules that stand beside it. */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { refusal } = require('../../../infra/refusal.cjs');

const folder = path.join(__dirname, '../../inputs');
const suffix = '.schema.json';
const read = (file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
const common = `common${suffix}`;

/** The fields that every machine accepts besides its own. */
const always = Object.keys(read(common).properties);

/**
 * What a machine takes.
 * @returns `fields`: the schema of each by name, complete; `defaults` and `rules`: what JSON Schema cannot say
 */
function inputOf(machine) {
  const file = machine + suffix;
  if (!fs.existsSync(path.join(folder, file)))
    throw refusal(
      `The machine ${machine} does not say what it takes. Write statemachines/inputs/${file}: docs/extending.md has an example.`,
    );
  const { properties } = read(file);
  const rules = path.join(folder, `${machine}.rules.json`);
  return {
    fields: resolved(properties, file),
    defaults: {},
    rules: {},
    ...(fs.existsSync(rules) && JSON.parse(fs.readFileSync(rules, 'utf8'))),
  };
}

/** A value of a schema with what it refers to; an input of another machine stays a name, `machine`. */
function resolved(value, file) {
  if (Array.isArray(value)) return value.map((each) => resolved(each, file));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, ...own } = value;
  const rest = Object.fromEntries(Object.entries(own).map(([key, each]) => [key, resolved(each, file)]));
  return $ref === undefined ? rest : { ...referred($ref, file), ...rest };
}

function referred(reference, file) {
  const [other, pointer] = reference.split('#/');
  if (pointer === undefined) return { type: 'object', machine: path.basename(other, suffix) };
  const target = pointer.split('/').reduce((value, key) => value[key], read(other || file));
  return resolved(target, other || file);
}

module.exports = { always, inputOf, run: read(common).$defs.run };
