/** Hands the SQL files to serverless.yml: `${file(sql/statements.cjs):pairs}` is sql/pairs.sql on one line. */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { fold } = require('./fold.cjs');

const files = fs.readdirSync(__dirname).filter((file) => file.endsWith('.sql'));

module.exports = Object.fromEntries(
  files.map((file) => [
    path.basename(file, '.sql'),
    fold(fs.readFileSync(path.join(__dirname, file), 'utf8')),
  ]),
);
