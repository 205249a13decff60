/**
 * What the checks of an input look at besides the input itself, as values for Assign or Output:
 * - `config`: the input with its defaults, except those that other fields decide
 * - `fields`: the names that it takes, `words`: what each must be
 * - `bad`: of each list of objects, the first item that does not hold, as text, and how many there are
 * All fits beside an input of the largest size that Step Functions takes: nothing long is kept twice.
 */
'use strict';

const { holds } = require('./condition.cjs');
const { expression, member, shown } = require('./jsonata.cjs');
const { must } = require('./words.cjs');

/**
 * @param source the expression that gives the input
 * @param isConfigured which fields are to stand in `config`
 */
function read({ fields, defaults }, source, isConfigured = () => true) {
  const lists = Object.entries(fields).filter(([, { items }]) => items?.type === 'object');
  const bad = lists.map(([name, { items }]) => [name, badItems(items, member(source, name))]);
  return {
    config: configOf(
      fields,
      source,
      (name) => (defaults[name]?.completes ?? !(name in defaults)) && isConfigured(name),
    ),
    fields: Object.keys(fields),
    words: Object.fromEntries(wordsOf(fields)),
    ...(bad.length > 0 && { bad: Object.fromEntries(bad) }),
  };
}

function configOf(fields, source, isConfigured = () => true) {
  const own = Object.entries(fields).filter(([name, field]) => !field.machine && isConfigured(name));
  return Object.fromEntries(own.map(([name, field]) => [name, valueOf(field, member(source, name))]));
}

function valueOf(field, value) {
  if (field.type === 'object') return configOf(field.properties, value);
  const otherwise = JSON.stringify(field.default ?? null).replaceAll('"', "'");
  return expression(`$exists(${value}) ? ${value} : ${otherwise}`);
}

function wordsOf(fields, prefix = '') {
  return Object.entries(fields).flatMap(([name, field]) => [
    [prefix + name, `${prefix}${name} ${must(field)}`],
    ...(field.items?.type === 'object' ? [[`each of ${name}`, `Each of ${name} ${must(field.items)}`]] : []),
    ...(field.type === 'object' && !field.machine ? wordsOf(field.properties, `${prefix}${name}.`) : []),
  ]);
}

function badItems(item, list) {
  const text = `${holds(item, '$p')} ? '' : ${shown('$p')}`;
  const texts = `$map($type(${list}) = 'array' ? ${list} : [], function($p) { ${text} })[$ != '']`;
  return expression(`($t := ${texts}; {'count': $count($t), 'first': $t[0]})`);
}

module.exports = { read };
