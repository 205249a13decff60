/** Pieces of JSONata. */
'use strict';

/** A field of an object. */
const member = (object, name) => (/^\w+$/.test(name) ? `${object}.${name}` : `${object}.\`${name}\``);

/** JSON of a value, texts in quotes too; of a long one the beginning. */
const shown = (value) => `$replace($string({'v': ${value}}), /^.{5}(.{0,400}).+$/, '$1')`;

/** Two objects in one, the second above the first; so are objects in them. */
const merged = (below, above) =>
  `($b := ${below}; $a := ${above}; $merge([$b, $a, $each($b, function($v, $k) { ` +
  "($n := $lookup($a, $k); $type($v) & $type($n) = 'objectobject' ? {$k: $merge([$v, $n])} : {}) })]))";

const expression = (text) => `{% ${text} %}`;

module.exports = { expression, member, merged, shown };
