/**
 * Hands the SQL files to serverless.yml, each folded to one line, because a state machine's definition takes no line
 * breaks in its strings. `${file(sql/statements.cjs):pairs}` is sql/pairs.sql.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** Quoted text, which stays to the letter, or a gap: white space and comments. */
const QUOTED_OR_GAP = /('(?:[^']|'')*'|"(?:[^"]|"")*")|(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)+/g;

/** The statement on one line, without its comments. */
const fold = (sql) => sql.replace(QUOTED_OR_GAP, (_, quoted) => quoted ?? ' ').trim();

const files = fs.readdirSync(__dirname).filter((file) => file.endsWith('.sql'));

module.exports = Object.fromEntries(
  files.map((file) => [
    path.basename(file, '.sql'),
    fold(fs.readFileSync(path.join(__dirname, file), 'utf8')),
  ]),
);
