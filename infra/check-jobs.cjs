/**
 * Holds the input of each job to its machine's schema: the machine's own first states look at it, as they do at an
 * execution's, so that what packaging takes no execution refuses.
 */
'use strict';

const states = ['ListJobs', 'ApplyJob', 'ApplyDefaults', 'FindProblems', 'CheckInput', 'InvalidInput'];

/**
 * What is wrong with the jobs of a machine, a sentence each.
 * @param tryDefinition runs a definition with an input (local/src/asl/check-definition.ts)
 */
async function jobProblems(definition, tryDefinition) {
  const jobs = definition.States?.ListJobs?.Assign.jobs ?? [];
  const problems = await Promise.all(
    jobs.map(async ({ name, input }) => {
      const told = await refusal(checkAlone(definition, input), name, tryDefinition);
      return told.map((problem) => `jobs/${name}.json: ${problem}`);
    }),
  );
  return problems.flat();
}

async function refusal(definition, job, tryDefinition) {
  try {
    await tryDefinition(job, definition, { job });
    return [];
  } catch ({ error, errorCause, message }) {
    return error === 'InvalidInput' ? errorCause.split('\n') : [message];
  }
}

/** The machine as far as its check of the input. Which bucket is the stage's AWS knows: one that a job names is believed. */
function checkAlone({ States, ...definition }, input) {
  const [, bucket = '<bucket>'] = /"s3:\/\/([^/"]+)\//.exec(JSON.stringify(input)) ?? [];
  const own = states.map((name) => [name, States[name]]);
  const checked = Object.fromEntries([...own, [States.CheckInput.Default, { Type: 'Succeed' }]]);
  const { Assign } = checked.ApplyDefaults;
  checked.ApplyDefaults = { ...checked.ApplyDefaults, Assign: { ...Assign, bucket } };
  return { ...definition, States: checked };
}

module.exports = { jobProblems };
