/** What each action that the template grants is for. */
import type { Grant } from './permission-copies.ts';

/** The scenarios of which one fails without an action; what is for telemetry none needs. */
export type Class = 'load' | 'run' | 'stop' | 'redrive' | 'telemetry';

/** Classes of actions; all others are for running. */
const classes: Record<string, Class> = {
  'athena:StopQueryExecution': 'stop',
  'events:DescribeRule': 'load',
  'events:PutRule': 'load',
  'events:PutTargets': 'load',
  'glue:UpdatePartition': 'redrive',
  'states:RedriveExecution': 'redrive',
  'states:StopExecution': 'stop',
};
export const classOf = ({ action }: Grant): Class =>
  action.startsWith('logs:') ? 'telemetry' : (classes[action] ?? 'run');

interface Exemption {
  actions: string[];
  /** Of these roles only. */
  roles?: string[];
  link: string;
}

/** Actions that no local service asks for although AWS documents that its does. */
export const exemptions: Exemption[] = [
  {
    // Logs of machines and of functions: kept in files here.
    actions: [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ],
    link: 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  },
  {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    link: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  },
  {
    // What Athena looks up, and how it uploads results and gives up doing so.
    actions: [
      'athena:GetDataCatalog',
      's3:AbortMultipartUpload',
      's3:ListBucketMultipartUploads',
      's3:ListMultipartUploadParts',
    ],
    link: 'https://docs.aws.amazon.com/step-functions/latest/dg/athena-iam.html',
  },
  {
    // AWS asks for these for any SELECT.
    actions: ['glue:BatchGetPartition', 'glue:GetDatabase', 'glue:GetPartition'],
    link: 'https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html',
  },
  {
    // As above; the queries of these machines read no table with partitions here.
    actions: ['glue:GetPartitions'],
    roles: ['CustomerClustersRole', 'CustomerSegmentsRole', 'TableProfileRole'],
    link: 'https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html',
  },
  {
    // A Map's children are the runtime's own here, once they are allowed to start.
    actions: ['states:DescribeExecution', 'states:StopExecution'],
    roles: ['SvrLeaderboardRole'],
    link: 'https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html',
  },
  {
    actions: ['sqs:SendMessage'],
    roles: ['NightlyScheduleRole'],
    link: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html',
  },
];

export function isExempt({ action, role }: Grant): boolean {
  return exemptions.some(({ actions, roles }) => actions.includes(action) && (roles?.includes(role) ?? true));
}
