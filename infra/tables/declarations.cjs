/** The tables that lake/tables declares, each checked. */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { refusal } = require('../refusal.cjs');
const { tableId } = require('../names.cjs');
const { brokenRule } = require('./rules.cjs');
const { schemaProblem } = require('./schema-problem.cjs');

const folder = path.join(__dirname, '../../lake/tables');

/** All tables, by the names of their files. @throws for the first mistake, naming file, field and what to write */
function declarations() {
  const files = fs
    .readdirSync(folder)
    .filter((file) => !file.startsWith('.'))
    .sort();
  const tables = files.map((file) =>
    declarationOf(`lake/tables/${file}`, fs.readFileSync(path.join(folder, file), 'utf8')),
  );
  checkIds(tables);
  return tables;
}

/**
 * A table as it is declared, with what follows from its name: `name`, `layer`, Glue's `table`, and the `folder` below the bucket.
 * @throws for a mistake
 */
function declarationOf(file, text) {
  const placed = placeOf(file);
  const declaration = parse(file, text);
  const problem = schemaProblem(declaration) ?? brokenRule({ ...declaration, ...placed });
  if (problem) throw refusal(`${file}: ${problem} ${help}`);
  return { ...declaration, ...placed };
}

const help = 'lake/table.schema.json says what a table may declare; docs/extending.md has an example.';

/** Athena and paths take such names; with what stands before it, Glue's name stays short of its limit. */
const nameRule = /^[a-z][a-z0-9_]{0,99}\.json$/;

function placeOf(file) {
  const base = path.basename(file);
  if (!nameRule.test(base))
    throw refusal(
      `${file}: the file's name must be that of a table and .json: small letters, digits and underscores, a letter first, at most 100.`,
    );
  const name = path.basename(base, '.json');
  const [, layer = 'bronze', own = name] = /^(silver|gold)_(.+)$/.exec(name) ?? [];
  if (!/^(bronze|silver|gold)(_|$)/.test(own))
    return { file, name, layer, table: `${layer}_${own}`, folder: `${layer}/${own}/` };
  throw refusal(
    `${file}: the name must not begin with a layer twice, nor with bronze_, which Glue's name has by itself.`,
  );
}

function parse(file, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(`${file} is not JSON: ${error.message}.`);
  }
}

/** CloudFormation knows the tables by names without underscores. */
function checkIds(tables) {
  const first = new Map();
  for (const { file, table } of tables) {
    const id = tableId(table);
    if (first.has(id))
      throw refusal(
        `${file} and ${first.get(id)} have names that are one for CloudFormation, ${id}. Rename one of them.`,
      );
    first.set(id, file);
  }
}

module.exports = { declarationOf, declarations };
