/** Which jobs a declaration means where it says `<job>`: those of the machine, or of the machines that invoke the function. */
'use strict';

const { jobsOf } = require('../../statemachines/jobs.cjs');

/** More would not fit into a role's policies, 10,240 characters in all: then every folder beside them is meant. */
const mostJobs = 10;

/** Rights with a place for each job. */
function withJobs(rights, machines) {
  const jobs = machines.flatMap(jobsOf).map(({ name }) => name);
  const meant = jobs.length > mostJobs ? ['*'] : jobs;
  const placesOf = (place) =>
    place.includes('<job>') ? meant.map((job) => place.replace('<job>', job)) : [place];
  return Object.fromEntries(
    Object.entries(rights).map(([word, value]) => [
      word,
      Array.isArray(value) ? value.flatMap(placesOf) : value,
    ]),
  );
}

module.exports = { withJobs };
