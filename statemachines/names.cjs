/** The machines' names: those of their definitions. */
'use strict';

const fs = require('node:fs');

const suffix = '.asl.json';
const files = fs.readdirSync(__dirname).filter((file) => file.endsWith(suffix));

module.exports = { names: files.map((file) => file.slice(0, -suffix.length)), suffix };
