/**
 * A plugin of `serverless.yml`: reads the machines as the local runtime does before serverless-step-functions holds them
 * against its schema, which says of most mistakes no more than "exactly one schema in oneOf".
 */
'use strict';

const program = '../dist/check-definitions.js';

class CheckDefinitions {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = { 'before:package:compileFunctions': () => this.check() };
  }

  async check() {
    const { checkDefinition } = await import(program);
    const machines = Object.entries(this.serverless.service.stepFunctions?.stateMachines ?? {});
    const problems = machines.flatMap(([id, { name, definition }]) => {
      try {
        checkDefinition(typeof name === 'string' ? name : id, definition);
        return [];
      } catch (error) {
        return [error.message];
      }
    });
    if (problems.length > 0) throw new this.serverless.classes.Error(problems.join('\n'));
  }
}

module.exports = CheckDefinitions;
