/** Holds a table's declaration against lake/table.schema.json and says what is wrong in words. */
'use strict';

const { Ajv2020 } = require('ajv/dist/2020');
const schema = require('../../lake/table.schema.json');

const ajv = new Ajv2020({ verbose: true, strict: false });
let isValid;

/** The first mistake, as `columns[2].type must be …, but was "text".`; undefined where there is none. */
function schemaProblem(declaration) {
  isValid ??= ajv.compile(schema);
  if (isValid(declaration)) return undefined;
  // Of an `anyOf`, what it says itself stands behind what its branches say.
  const error = isValid.errors.findLast(({ keyword }) => keyword === 'anyOf') ?? isValid.errors[0];
  return wordsOf(error);
}

function wordsOf({ keyword, instancePath, parentSchema, params, data }) {
  const place = placeOf(instancePath);
  const known = Object.keys(parentSchema.properties ?? {}).join(', ');
  if (keyword === 'additionalProperties')
    return `${within(place)}there is no field "${params.additionalProperty}". It takes ${known}.`;
  if (keyword === 'required')
    return `${within(place)}the field ${params.missingProperty} is missing: it ${wordsFor(parentSchema, params.missingProperty)}.`;
  const subject = place === '' ? 'It' : place;
  const must = parentSchema.errorMessage ?? `must be ${parentSchema.type}`;
  return `${subject} ${must}, but was ${shown(data)}.`;
}

const within = (place) => (place === '' ? '' : `${place}: `);

/** `/columns/2/type` as `columns[2].type`. */
const placeOf = (pointer) =>
  pointer
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.')
    .replace(/^\./, '');

function wordsFor({ properties }, name) {
  const { $ref, errorMessage } = properties[name];
  return errorMessage ?? schema.$defs[$ref.replace('#/$defs/', '')].errorMessage;
}

function shown(value) {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

module.exports = { schemaProblem };
