/** The machines of serverless.yml: one for each definition, under its file's name. */
'use strict';

const { machineId, roleId } = require('../infra/names.cjs');
const definitions = require('./definitions.cjs');

const loggingConfig = {
  level: 'ERROR',
  includeExecutionData: true,
  destinations: [{ 'Fn::GetAtt': ['StateMachineLogs', 'Arn'] }],
};

const stateMachine = (name) => ({
  id: machineId(name),
  name: `\${self:custom.prefix}-${name}`,
  role: { 'Fn::GetAtt': [roleId(name), 'Arn'] },
  definition: definitions[name],
  loggingConfig,
});

const names = Object.keys(definitions);
const stateMachines = Object.fromEntries(names.map((name) => [name, stateMachine(name)]));

module.exports = { names, stateMachines };
