/** What the night runs: the jobs that are switched on, as nightly.asl.json has them. */
'use strict';

const { machineId, pascalCase } = require('../infra/names.cjs');
const { nightJobs } = require('./jobs.cjs');

/** The night's children; `base` is what the job gives below `input`, what nightly is given for it. */
const childrenOf = (jobs) =>
  jobs.map(({ name, machine, input, tag }) => ({
    name,
    machine,
    base: input,
    input: inputOf(name),
    tag,
    failure: `${pascalCase(name)}Failed`,
    arn: { Ref: machineId(machine) },
  }));

/** What nightly's input gives the child; anything but an object is told when the input is checked. */
function inputOf(name) {
  const given = `$states.input.\`${name}\``;
  return `{% $type(${given}) = 'object' ? ${given} : {} %}`;
}

module.exports = {
  children: () => childrenOf(nightJobs),
  childrenOf,
  /** The machines that the night starts. */
  machines: [...new Set(nightJobs.map(({ machine }) => machine))],
};
