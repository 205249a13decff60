/** A machine's role, of what its declaration in statemachines/rights/ says. docs/extending.md lists the words. */
'use strict';

const { lakeStatements, queryStatements } = require('./query.cjs');
const { role } = require('./role.cjs');
const { allow, allowEach, arn, executions, lambda, machine } = require('./statement.cjs');

/** @param folderOf where the data of a table lies */
function machineRole(name, rights, folderOf) {
  const statements = [
    ...invoking(rights),
    ...starting(rights),
    ...mapping(name, rights),
    ...queryStatements(rights),
    ...lakeStatements(rights, folderOf),
    deliverLogs,
  ];
  const ownAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
  return role(name, 'states.amazonaws.com', statements, ownAccount);
}

/** With any version of it, too. */
const invoking = ({ invokes }) =>
  allowEach(
    'InvokeFunctions',
    ['lambda:InvokeFunction'],
    invokes.flatMap((name) => [lambda(name), lambda(`${name}:*`)]),
  );

// https://docs.aws.amazon.com/step-functions/latest/dg/stepfunctions-iam.html
const starting = ({ starts }) => [
  ...allowEach('StartMachines', ['states:StartExecution'], starts.map(machine)),
  ...allowEach(
    'FollowMachines',
    ['states:DescribeExecution', 'states:StopExecution'],
    starts.map((name) => executions(name)),
  ),
  ...allowEach(
    'HearOfTheirEnd',
    ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
    starts.length > 0 ? [arn('events', 'rule/StepFunctionsGetEventsForStepFunctionsExecutionRule')] : [],
  ),
];

/** A Map's children are executions of the machine itself, whose ARNs bear the label. AWS's page of policies names the first form. */
function mapping(name, { maps }) {
  if (maps.length === 0) return [];
  const children = maps.map((label) => executions(name, label));
  return [
    allow('StartMapChildren', ['states:StartExecution'], machine(name)),
    allow(
      'FollowMapChildren',
      ['states:DescribeExecution', 'states:StopExecution'],
      [executions(name), ...children],
    ),
    allow('RedriveMapChildren', ['states:RedriveExecution'], children),
  ];
}

// https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
const deliverLogs = allow(
  'DeliverLogs',
  [
    'logs:CreateLogDelivery',
    'logs:GetLogDelivery',
    'logs:UpdateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
  ],
  '*',
);

module.exports = { machineRole };
