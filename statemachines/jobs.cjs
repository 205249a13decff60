/**
 * The jobs: each file of jobs/ is a machine with an input and a name, the file's. Here they are read and held to
 * job.schema.json; a job's input is held to its machine's schema once the definitions are complete
 * (infra/check-definitions.cjs).
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { refusal } = require('../infra/refusal.cjs');
const { names: machines } = require('./names.cjs');
const common = require('./inputs/common.schema.json');
const schema = require('./job.schema.json');
const night = require('./inputs/nightly.schema.json');

const { pattern } = common.properties.job;
/** With what stands before and behind it, a run's name has at most 80 characters. */
const tagRule = new RegExp(schema.properties.tag.pattern);
const mostTag = 12;
/** Of an input, in characters: the definitions hold those of all jobs, and a variable 256 KiB. */
const mostInput = 4_000;
const mostInputs = 200_000;

/**
 * The jobs of a folder by name, complete.
 * @returns {{name: string, machine: string, input: object, night: boolean, tag: string}[]}
 * @throws for what a file cannot mean: which member, what it must be and what it was
 */
function readJobs(folder) {
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  const jobs = files.filter((file) => file.endsWith('.json')).map((file) => readJob(folder, file));
  checkTags(jobs);
  checkSize(jobs);
  return jobs;
}

function readJob(folder, file) {
  const name = path.basename(file, '.json');
  const refuse = (problem) => refusal(`jobs/${file}: ${problem}`);
  checkName(name, refuse);
  const given = parse(path.join(folder, file), refuse);
  for (const rule of rules) {
    const problem = rule(given, name);
    if (problem) throw refuse(problem);
  }
  return { name, input: {}, night: false, tag: tagOf(name), ...given };
}

const tagOf = (name) => name.slice(0, mostTag).replace(/-+$/, '');

function checkName(name, refuse) {
  if (!new RegExp(pattern).test(name))
    throw refuse(
      `a job's name must be 1 to 40 small letters, digits or hyphens and begin with a letter. Rename it.`,
    );
  if (name === 'nightly' || Object.hasOwn(night.properties, name))
    throw refuse(`no job can be called ${name}: nightly has that name, or a field of it. Rename it.`);
}

function parse(file, refuse) {
  let given;
  try {
    given = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw refuse(`is not JSON: ${error.message}.`);
  }
  if (isObject(given)) return given;
  throw refuse(
    `must be an object such as {"machine": "svr-leaderboard", "input": {}}, but was ${show(given)}.`,
  );
}

/** What is wrong with a file's members, a sentence; or nothing. */
const rules = [
  (given) => {
    const unknown = Object.keys(given).find((member) => !Object.hasOwn(schema.properties, member));
    return unknown && `"${unknown}" is unknown. A job takes ${Object.keys(schema.properties).join(', ')}.`;
  },
  ({ machine }) => {
    const known = machines.filter((name) => name !== 'nightly');
    return (
      !known.includes(machine) && `"machine" must be one of ${known.join(', ')}, but was ${show(machine)}.`
    );
  },
  ({ machine }, name) =>
    machines.includes(name) &&
    machine !== name &&
    `"machine" must be ${name}, the machine of that name, but was ${show(machine)}. Rename the job.`,
  ({ description = '' }) =>
    typeof description !== 'string' && `"description" must be a text, but was ${show(description)}.`,
  ({ night: isNightly = false }) =>
    typeof isNightly !== 'boolean' && `"night" must be true or false, but was ${show(isNightly)}.`,
  ({ tag = 'x' }) =>
    !(typeof tag === 'string' && tagRule.test(tag)) &&
    `"tag" must be 1 to ${mostTag} small letters, digits or hyphens, but was ${show(tag)}.`,
  ({ input = {} }) => !isObject(input) && `"input" must be an object, but was ${show(input)}.`,
  ({ input = {} }) => {
    const own = Object.keys(common.properties).find((field) => Object.hasOwn(input, field));
    return own && `"input" has the field ${own}, which belongs to a run and not to a job. Leave it out.`;
  },
  ({ input = {} }) => {
    const { length } = JSON.stringify(input);
    return (
      length > mostInput &&
      `"input" must be at most ${mostInput} characters, but is ${length}. Put a long list of points into a file (docs/machines.md).`
    );
  },
];

/** A tag tells the runs of one night apart. */
function checkTags(jobs) {
  for (const { name, tag } of jobs) {
    const other = jobs.find((each) => each.name !== name && each.tag === tag);
    if (other)
      throw refusal(
        `jobs/${name}.json and jobs/${other.name}.json have one tag, ${tag}: give one of them another, e.g. "tag": "${tag.slice(0, mostTag - 2)}-2".`,
      );
  }
}

function checkSize(jobs) {
  const size = jobs.reduce((sum, { input }) => sum + JSON.stringify(input).length, 0);
  if (size > mostInputs)
    throw refusal(`The inputs of all jobs/ must be at most ${mostInputs} characters, but are ${size}.`);
}

const show = (value) => JSON.stringify(value) ?? 'not there';
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const jobs = readJobs(path.join(__dirname, '../jobs'));

/** The jobs of a machine, that of its own name first: it is what `{}` starts, and needs no file. */
function jobsOf(machine) {
  const own = jobs.find(({ name }) => name === machine) ?? { name: machine, machine, input: {} };
  return [own, ...jobs.filter((job) => job.machine === machine && job !== own)];
}

module.exports = { jobsOf, nightJobs: jobs.filter((job) => job.night), readJobs };
