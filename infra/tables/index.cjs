/** The Glue tables, made of what lake/tables declares: `${file(infra/tables/index.cjs):tables}` is resources of serverless.yml. */
'use strict';

const { tableId } = require('../names.cjs');
const { declarations } = require('./declarations.cjs');
const { glueTable } = require('./glue-table.cjs');

const tables = () => ({
  Resources: Object.fromEntries(declarations().map((each) => [tableId(each.table), glueTable(each)])),
});

module.exports = { tables };
