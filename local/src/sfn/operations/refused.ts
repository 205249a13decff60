const activities =
  'Activities are not implemented: use a Lambda function, or .waitForTaskToken and SendTask….';
const template = 'State machines are those of the packaged template: change it, package it and start again.';

/** Operations of Step Functions that are not here, with what to do instead. */
export const refusedOperations: Readonly<Record<string, string>> = {
  createActivity: activities,
  deleteActivity: activities,
  describeActivity: activities,
  getActivityTask: activities,
  listActivities: activities,
  startSyncExecution: 'Express executions are not implemented: use a STANDARD machine and StartExecution.',
  testState: 'States are not tested alone: start a machine of one state.',
  createStateMachine: template,
  deleteStateMachine: template,
  updateStateMachine: template,
};
