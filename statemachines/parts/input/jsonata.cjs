/** Pieces of JSONata. */
'use strict';

/** A field of an object. */
const member = (object, name) => (/^\w+$/.test(name) ? `${object}.${name}` : `${object}.\`${name}\``);

/** JSON of a value, texts in quotes too; of a long one the beginning. */
const shown = (value) => `$replace($string({'v': ${value}}), /^.{5}(.{0,400}).+$/, '$1')`;

const expression = (text) => `{% ${text} %}`;

module.exports = { expression, member, shown };
