/** Reads what a machine or function declares of its rights, and refuses what it could not mean. */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const night = require('../../statemachines/night.cjs');
const { refusal } = require('../refusal.cjs');

const root = path.join(__dirname, '../..');
const list = (values) => values.join(', ');

/** The words of a declaration by the kind of their value; those of a list are the names or paths that may follow. */
const machineWords = {
  queries: 'table',
  unloads: 'place',
  fetchesRows: 'flag',
  registers: 'table',
  reads: 'place',
  writes: 'place',
  invokes: 'function',
  starts: 'machine',
  maps: 'label',
};
const functionWords = { describes: 'table', reads: 'place', lists: 'place', writes: 'place' };

const sources = {
  table: 'lake/tables/ declares',
  function: 'serverless.yml has',
  machine: 'statemachines/ has',
};

/**
 * The declaration in a file, with every word it may have.
 * @param owner e.g. `machine nightly`
 * @param known the tables, functions and machines that there are, by kind
 */
function readDeclaration(file, owner, words, known) {
  const given = withNight(parse(file, owner, words));
  for (const [word, value] of Object.entries(given)) {
    if (!Object.hasOwn(words, word))
      throw refusal(`${file}: "${word}" is unknown. A declaration takes ${list(Object.keys(words))}.`);
    checkValue(`${file}: ${word}`, words[word], value, known);
  }
  const empty = Object.entries(words).map(([word, kind]) => [word, kind === 'flag' ? false : []]);
  return { ...Object.fromEntries(empty), ...given };
}

/** Who starts "night" starts the machines of the night. */
const withNight = (given) => (given.starts === 'night' ? { ...given, starts: night.machines } : given);

function parse(file, owner, words) {
  const text = contentOf(file, owner, words);
  const given = parseJson(file, text);
  if (Object.prototype.toString.call(given) === '[object Object]') return given;
  throw refusal(`${file} must be an object, but was ${text.trim()}.`);
}

function parseJson(file, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(`${file} is not JSON: ${error.message}.`);
  }
}

function contentOf(file, owner, words) {
  try {
    return fs.readFileSync(path.resolve(root, file), 'utf8');
  } catch {
    throw refusal(
      `The ${owner} declares no rights. Write ${file}: an object that says what it may do, e.g. ` +
        `{"reads": ["bronze_ratings"], "writes": ["published/<job>/"]}, or {} for nothing but its logs. ` +
        `It takes ${list(Object.keys(words))} (docs/extending.md).`,
    );
  }
}

function checkValue(where, kind, value, known) {
  if (kind === 'flag') {
    if (typeof value !== 'boolean') throw refusal(`${where} must be true or false.`);
    return;
  }
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string'))
    throw refusal(`${where} must be a list of texts, but was ${JSON.stringify(value)}.`);
  for (const name of value) checkName(where, kind, name, known);
}

/** A path below the bucket has a slash, anything else that data lies in is a table. */
const isPath = (name) => name.includes('/');

function checkName(where, kind, name, known) {
  if (kind === 'label') return;
  if (kind === 'place' && isPath(name)) {
    if (!/^(([\w.=-]+|<job>)\/)+([\w.=-]+)?$/.test(name))
      throw refusal(`${where} must name folders such as published/<job>/ or objects, but has "${name}".`);
    return;
  }
  const needed = kind === 'place' ? 'table' : kind;
  if (known[needed].includes(name)) return;
  throw refusal(
    `${where} names the ${needed} ${name}, which is not there: ${sources[needed]} ${list(known[needed])}.`,
  );
}

module.exports = { functionWords, isPath, machineWords, readDeclaration };
