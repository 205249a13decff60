/**
 * Hands the machines to serverless.yml: `${file(statemachines/definitions.cjs):nightly}` is nightly.asl.json in the form
 * that every partition of AWS takes, with the check of its input, the tries of its queries and the attempts' paths.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { names, suffix } = require('./names.cjs');
const { withAttempt } = require('./parts/attempt.cjs');
const { withInput } = require('./parts/input/flow.cjs');
const { inPartition } = require('./parts/partition.cjs');
const { withTries } = require('./parts/query-tries.cjs');

// A text names a part, which serverless.yml's own machinery puts in its place.
const isPart = (value) => typeof value === 'string';

function completed(flow) {
  if (isPart(flow)) return flow;
  const states = Object.entries(flow.States).flatMap(([name, state]) =>
    isPart(state) ? [[name, state]] : withTries(name, completedState(state)),
  );
  return { ...flow, States: Object.fromEntries(states) };
}

function completedState(state) {
  const { Branches, ItemProcessor } = state;
  return {
    ...withAttempt(inPartition(state)),
    ...(Branches && { Branches: Branches.map(completed) }),
    ...(ItemProcessor && { ItemProcessor: completed(ItemProcessor) }),
  };
}

module.exports = Object.fromEntries(
  names.map((machine) => {
    const definition = JSON.parse(fs.readFileSync(path.join(__dirname, machine + suffix), 'utf8'));
    return [machine, completed(withInput(machine, definition))];
  }),
);
