/** A schema's rule as a JSONata condition on a value. */
'use strict';

const { refusal } = require('../../../infra/refusal.cjs');

/** What holds of a good `value`, which is the text of an expression without operators. */
function holds(field, value) {
  if (field['x-values']) return `${value} in ${field['x-values']}`;
  if (field.oneOf) return field.oneOf.map((each) => holds(each, value)).join(' or ');
  if (field.enum) return `${value} in ${listOf(field.enum)}`;
  return [field.type]
    .flat()
    .map((type) => holdsAs(type, field, value))
    .join(' or ');
}

function holdsAs(type, field, value) {
  const isType = `$type(${value}) = '${type === 'integer' ? 'number' : type}'`;
  return [isType, ...(further[type]?.(field, value) ?? [])].join(' and ');
}

const further = {
  integer: (field, value) => [`${value} = $floor(${value})`, ...within(field, value)],
  number: within,
  string: ({ pattern }, value) => [`$contains(${value}, /${pattern.replaceAll('/', '\\/')}/)`],
  array: arrays,
  object: (field, value) => (field.required ? itemFields(field, value) : []),
};

function within({ minimum, exclusiveMinimum, maximum }, value) {
  return [
    minimum !== undefined && `${value} >= ${minimum}`,
    exclusiveMinimum !== undefined && `${value} > ${exclusiveMinimum}`,
    maximum !== undefined && `${value} <= ${maximum}`,
  ].filter(Boolean);
}

/** Objects in a list are looked at one by one elsewhere; other items here. */
function arrays({ minItems, maxItems, items, 'x-ascending': isAscending }, value) {
  const good = `$count(${value}[${holds(items, '$')}])`;
  return [
    ...counts(minItems, maxItems).map((rule) => `$count(${value}) ${rule}`),
    items.type !== 'object' && `${good} = $count(${value})`,
    isAscending && `${value}[0] <= ${value}[1]`,
  ].filter(Boolean);
}

const counts = (least, most) =>
  least === most ? [`= ${least}`] : [`>= ${least}`, ...(most === undefined ? [] : [`<= ${most}`])];

/** An object of numbers with the same bounds. No function of the expression's own: a list may have thousands of such objects. */
function itemFields({ properties }, value) {
  const names = Object.keys(properties);
  const { type, minimum, exclusiveMinimum, maximum } = Object.values(properties)[0];
  if (type !== 'number')
    throw refusal(`statemachines/inputs: objects in a list take fields of the type number, not ${type}.`);
  const types = names.map((name) => `$type(${value}.${name})`).join(' & ');
  return [
    `$count($keys(${value})) = ${names.length} and ${types} = '${type.repeat(names.length)}'`,
    ...within({ minimum, exclusiveMinimum }, `$min(${value}.*)`),
    ...within({ maximum }, `$max(${value}.*)`),
  ];
}

const listOf = (texts) => `[${texts.map((text) => `'${text}'`).join(', ')}]`;

module.exports = { holds, listOf };
