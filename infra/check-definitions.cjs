/**
 * A plugin of `serverless.yml`: reads the machines as the local runtime does before serverless-step-functions holds them
 * against its schema, which says of most mistakes no more than "exactly one schema in oneOf". Then it looks at the jobs.
 */
'use strict';

const { jobProblems } = require('./check-jobs.cjs');

const program = '../dist/check-definitions.js';

class CheckDefinitions {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = { 'before:package:compileFunctions': () => this.check() };
  }

  async check() {
    const { checkDefinition, tryDefinition } = await import(program);
    const machines = Object.entries(this.serverless.service.stepFunctions?.stateMachines ?? {});
    this.refuse(machines.flatMap(([id, machine]) => definitionProblems(id, machine, checkDefinition)));
    const jobs = machines.map(([, { definition }]) => jobProblems(definition, tryDefinition));
    this.refuse((await Promise.all(jobs)).flat());
  }

  refuse(problems) {
    if (problems.length > 0) throw new this.serverless.classes.Error(problems.join('\n'));
  }
}

function definitionProblems(id, { name, definition }, checkDefinition) {
  try {
    checkDefinition(typeof name === 'string' ? name : id, definition);
    return [];
  } catch (error) {
    return [error.message];
  }
}

module.exports = CheckDefinitions;
