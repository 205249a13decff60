/**
 * `$attempt` in a state's expressions is the attempt's own part of a path, `<redrive>-<retry>`: what writes again writes
 * beside what it wrote before. A query's tries are counted by the machine (query-tries.cjs), other Tasks' by Step Functions.
 */
'use strict';

const { isQuery } = require('./query-tries.cjs');

const redrive = '$states.context.Execution.RedriveCount';
const byQuery = `${redrive} & '-' & [$states.input.tries, 0][0]`;
const byTask = `${redrive} & '-' & $states.context.State.RetryCount`;

/** A state whose expressions know their attempt. */
const withAttempt = (state) => replaced(state, isQuery(state) ? byQuery : byTask);

function replaced(value, attempt) {
  if (typeof value === 'string') return value.replaceAll('$attempt', () => attempt);
  if (Array.isArray(value)) return value.map((each) => replaced(each, attempt));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, attempt)]));
}

module.exports = { withAttempt };
