/** Reads statemachines/inputs: a machine's schema with its references in place, and the rules that stand beside it. */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { refusal } = require('../../../infra/refusal.cjs');
const { jobsOf, nightJobs } = require('../../jobs.cjs');

const folder = path.join(__dirname, '../../inputs');
const suffix = '.schema.json';
const read = (file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
const common = `common${suffix}`;

/** What every machine accepts besides its own fields: some are fields like its own, others nobody looks at. */
const shared = Object.entries(read(common).properties);
const isField = ([, { type }]) => type !== undefined;
const always = shared.filter((each) => !isField(each)).map(([name]) => name);
const commonFields = Object.fromEntries(shared.filter(isField));
const commonRules = JSON.parse(fs.readFileSync(path.join(folder, 'common.rules.json'), 'utf8'));

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
  const { properties, patternProperties } = read(file);
  const names = patternProperties
    ? nightJobs.map(({ name }) => name)
    : jobsOf(machine).map(({ name }) => name);
  const fields = { ...resolved(properties, file), ...jobFields(patternProperties), ...commonFields };
  const taken = Object.entries(fields).filter(([name]) => properties[name] !== false);
  return {
    fields: Object.fromEntries(taken.map(([name, field]) => [name, withNames(field, names, machine)])),
    ...withCommon(path.join(folder, `${machine}.rules.json`)),
  };
}

/** Of a machine whose input holds those of jobs: a field for each that the night runs. */
const jobFields = (patterns) =>
  patterns && Object.fromEntries(nightJobs.map(({ name, machine }) => [name, { type: 'object', machine }]));

/** A field whose values are names of jobs, or a list of them. */
function withNames(field, names, machine) {
  if (field.items?.['x-values']) return { ...field, items: { ...field.items, enum: names } };
  return field['x-values'] ? { ...field, enum: names, default: machine } : field;
}

function withCommon(file) {
  const own = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  return {
    defaults: { ...own.defaults, ...commonRules.defaults },
    rules: { ...own.rules, ...commonRules.rules },
  };
}

/** A value of a schema with what it refers to. */
function resolved(value, file) {
  if (Array.isArray(value)) return value.map((each) => resolved(each, file));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, ...own } = value;
  const rest = Object.fromEntries(Object.entries(own).map(([key, each]) => [key, resolved(each, file)]));
  return $ref === undefined ? rest : { ...referred($ref, file), ...rest };
}

function referred(reference, file) {
  const [other, pointer] = reference.split('#/');
  const target = pointer.split('/').reduce((value, key) => value[key], read(other || file));
  return resolved(target, other || file);
}

module.exports = { always, commonFields, inputOf, run: read(common).$defs.run };
