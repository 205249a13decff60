/**
 * The roles of machines and functions, made of what each declares: `${file(infra/roles/index.cjs):machines}` and
 * `:functions` are resources of serverless.yml.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { roleId } = require('../names.cjs');
const { stageOf } = require('../place.cjs');
const { refusal } = require('../refusal.cjs');
const { declarations } = require('../tables/declarations.cjs');
const machines = require('../../statemachines/machines.cjs');
const { functionWords, isPath, machineWords, readDeclaration } = require('./declaration.cjs');
const { functionRole } = require('./function-role.cjs');
const { withJobs } = require('./jobs.cjs');
const { machineRole } = require('./machine-role.cjs');
const { describingSources, queryingSources, sourcesOf } = require('./sources.cjs');
const settings = require('../sources.json');

/** In a declaration: all tables as delivered, since a job may name any. */
const delivered = { 'bronze_*': 'bronze/' };

/** Where each table's data lies, below the bucket. */
const tableFolders = () => ({
  ...Object.fromEntries(declarations().map(({ table, folder }) => [table, folder])),
  ...delivered,
});

/** @throws for a function that would run with another role than its own */
async function functionNames({ resolveConfigurationProperty }) {
  const functions = Object.entries(await resolveConfigurationProperty(['functions']));
  const [strange] = functions.find(([name, { role }]) => role !== roleId(name)) ?? [];
  if (!strange) return functions.map(([name]) => name);
  throw refusal(
    `serverless.yml: the function ${strange} needs "role: ${roleId(strange)}", the role made of functions/${strange}/rights.json.`,
  );
}

/** Roles of these owners, each made by `roleOf` of a name and a function that finds a table's folder. */
async function roles(serverless, names, roleOf) {
  const folders = tableFolders();
  const functions = await functionNames(serverless);
  const known = { table: Object.keys(folders), function: functions, machine: machines.names };
  const folderOf = (place) => (isPath(place) ? place : folders[place]);
  const sources = sourcesOf(settings, stageOf(serverless.options));
  const made = names(known).map((name) => [roleId(name), roleOf(name, known, folderOf, sources)]);
  return { Resources: Object.fromEntries(made) };
}

/** @throws for a declaration that no machine reads */
function machineNames({ machine }) {
  const declared = fs.readdirSync(path.join(__dirname, '../../statemachines/rights'));
  const lost = declared.find((file) => !machine.includes(path.basename(file, '.json')));
  if (!lost) return machine;
  throw refusal(
    `statemachines/rights/${lost} is for no machine: write ${path.basename(lost, '.json')}.asl.json beside it, or delete it.`,
  );
}

const rightsOf = (name, known) =>
  readDeclaration(`statemachines/rights/${name}.json`, `machine ${name}`, machineWords, known);

function ofMachine(name, known, folderOf, sources) {
  const rights = rightsOf(name, known);
  return queryingSources(machineRole(name, withJobs(rights, [name]), folderOf), rights, sources);
}

function ofFunction(name, known, folderOf, sources) {
  const rights = readDeclaration(`functions/${name}/rights.json`, `function ${name}`, functionWords, known);
  const callers = known.machine.filter((machine) => rightsOf(machine, known).invokes.includes(name));
  return describingSources(functionRole(name, withJobs(rights, callers), folderOf), rights, sources);
}

module.exports = {
  machines: (serverless) => roles(serverless, machineNames, ofMachine),
  functions: (serverless) => roles(serverless, (known) => known.function, ofFunction),
};
