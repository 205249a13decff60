/** Hands the SQL files to serverless.yml: `${file(sql/statements.cjs):pairs}` is sql/pairs.sql on one line. */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { fold } = require('./fold.cjs');

/** The SQL files of a folder by name. */
const read = (folder) =>
  Object.fromEntries(
    fs
      .readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .map((file) => [path.basename(file, '.sql'), fold(fs.readFileSync(path.join(folder, file), 'utf8'))]),
  );

const expressions = read(path.join(__dirname, 'expressions'));

/** `{significant: x}` is sql/expressions/significant.sql of x: what statements share is written once. */
const expand = (sql) =>
  sql.replace(/\{(\w+): ([^{}]+)\}/g, (_, name, x) => expressions[name].replaceAll('{x}', () => x));

const statements = Object.entries(read(__dirname)).map(([name, sql]) => [name, expand(sql)]);

module.exports = Object.fromEntries(statements);
