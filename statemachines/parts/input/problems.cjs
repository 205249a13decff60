/**
 * What is wrong with an input: one JSONata expression per field and rule, whose value is the sentence to tell, or ''.
 * They look at `$given`, the input, and at what read.cjs makes of it.
 */
'use strict';

const { holds, listOf } = require('./condition.cjs');
const { member, shown } = require('./jsonata.cjs');
const { always, run } = require('./schema.cjs');
const { members } = require('./words.cjs');

/** The sentences about the execution itself, which come first. */
const general = [
  `$type($states.input) = 'object' ? '' : 'The input must be a JSON object, but was ' & ${shown('$states.input')} & '.'`,
  `$contains($run, /${run.pattern}/) ? '' : 'The run name ${run.errorMessage}, but was ' & $run & '. Start the execution under another name.'`,
];

/** The sentences about the fields of an input. */
function problemsOf({ fields, rules }) {
  const own = Object.entries(fields).flatMap(([name, field]) => [
    ...fieldProblems(name, field, member('$given', name)),
    ...Object.values(rules)
      .filter((rule) => rule.field === name)
      .map((rule) => broken(name, field, rule)),
  ]);
  const known = `$append($fields, ${listOf(always)})`;
  return [
    unknown(`$keys($given)[$not($ in ${known})]`, "'. The input takes ' & $join($fields, ', ')"),
    ...own,
  ];
}

function fieldProblems(name, field, value) {
  const inner = field.type === 'object' && !field.machine ? Object.entries(field.properties) : [];
  return [
    mistaken(name, field, value),
    ...(field.items?.type === 'object' ? [badItems(name)] : []),
    ...(inner.length > 0 ? [unknownMembers(name, field, value)] : []),
    ...inner.flatMap(([key, each]) => fieldProblems(`${name}.${key}`, each, member(value, key))),
  ];
}

function mistaken(name, field, value) {
  const text =
    field.items?.type === 'object'
      ? `($type($v) = 'array' ? 'a list of ' & $count($v) : ${shown('$v')})`
      : shown('$v');
  return `($v := ${value}; $exists($v) and $not(${holds(field, '$v')}) ? ${telling(name, field, text)} : '')`;
}

/** e.g. "trials must be a whole number from 1 to 10000, but was 0." */
function telling(name, field, value) {
  const words = member('$words', name);
  const must = field['x-form'] ? `$replace(${words}, '<bucket>', $bucket)` : words;
  return `${must} & ', but was ' & ${value} & '.'`;
}

/** The first bad item of a list, and how many more. */
function badItems(name) {
  const bad = member('$bad', name);
  const more = `(${bad}.count > 1 ? ', and ' & (${bad}.count - 1) & ' more are wrong' : '')`;
  return `${bad}.count = 0 ? '' : ${member('$words', `each of ${name}`)} & ', but one is ' & ${bad}.first & ${more} & '.'`;
}

function unknownMembers(name, field, value) {
  const given = `$type(${value}) = 'object' ? $keys(${value})[$not($ in ${listOf(Object.keys(field.properties))})] : []`;
  return unknown(given, `'. The ${members(field).replace(' ', ' are ')}'`, `.('${name}.' & $)`);
}

/** The first five of the names that are unknown, and how many more. */
function unknown(names, takes, prefix = '') {
  const listed = `$join($u[[0..4]]${prefix}, ', ')`;
  const more = "($count($u) > 5 ? ' and ' & ($count($u) - 5) & ' more' : '')";
  return `($u := ${names}; $count($u) = 0 ? '' : 'Unknown field' & ($count($u) > 1 ? 's ' : ' ') & ${listed} & ${more} & ${takes} & '.')`;
}

/** A rule between fields; without words of its own it tells those of its field. `$shown(…)` is a value as JSON. */
function broken(name, field, rule) {
  const own = rule.says?.replace(/\$shown\(([^()]+)\)/g, (_, value) => shown(value));
  return `${rule.broken} ? ${own ?? telling(name, field, shown(member('$given', name)))} : ''`;
}

module.exports = { general, problemsOf };
