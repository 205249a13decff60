/** A field's rule in words: "must be a whole number from 1 to 50". */
'use strict';

/** What completes "<field> must …"; `<bucket>` in it is the stage's. */
const must = (field) =>
  field.errorMessage ?? ['must be ' + kind(field), field['x-form']].filter(Boolean).join(', ');

/** What a field must be. */
function kind(field) {
  if (field.enum) return field.enum.join(' or ');
  if (field.machine) return 'an object, the input of that machine';
  const own = kinds[[field.type].flat()[0]](field);
  return field['x-or'] === undefined ? own : `${own}, or ${field['x-or']}`;
}

const kinds = {
  boolean: () => 'true or false',
  integer: (field) => `a whole number ${span(field)}`,
  number: (field) => `a number ${span(field)}`,
  object: (field) => (field.required ? allOf(field) : `an object with the ${members(field)}`),
  array: ({ items, ...field }) => {
    if (field['x-ascending']) return `[lowest, highest], both ${span(items)} and in this order`;
    if (items.enum) return `a list of ${field['x-members']} out of ${items.enum.join(', ')}`;
    return `a list of ${field.minItems} to ${field.maxItems} objects ${names(items)}`;
  },
};

const names = ({ properties }) => `{${Object.keys(properties).join(', ')}}`;

/** An object whose fields are all of one kind. */
const allOf = (field) => `${names(field)} with numbers ${span(Object.values(field.properties)[0])}`;

/** e.g. "ranges gamma, C and epsilon" */
function members({ properties, 'x-members': noun = 'fields' }) {
  return `${noun} ${Object.keys(properties)
    .join(', ')
    .replace(/, ([^,]+)$/, ' and $1')}`;
}

function span(field) {
  const { minimum, exclusiveMinimum, maximum } = field;
  const most = short(maximum, field.type);
  return exclusiveMinimum === undefined
    ? `from ${minimum} to ${most}`
    : `greater than ${exclusiveMinimum} and at most ${most}`;
}

/** A billion of something continuous is 1e9. */
const short = (number, type) =>
  type === 'number' && number >= 1e6 ? number.toExponential().replace('+', '') : String(number);

module.exports = { kind, members, must };
