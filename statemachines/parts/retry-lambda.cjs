/**
 * How the Tasks that call functions are tried again: never after a failure that has a name in kernels/failure.ts and
 * lies in the data or the input, longer where Lambda is short of room, and twice after anything else, such as a crash.
 */
'use strict';

/** Every name but PromotionConflict, which ends when others have finished. */
const lasting = [
  'DataChanged',
  'EmptyLeaderboard',
  'EmptyTable',
  'InvalidChampion',
  'InvalidCustomer',
  'InvalidEnvironment',
  'InvalidEvent',
  'InvalidFeatures',
  'InvalidLeaderboard',
  'InvalidPair',
  'InvalidPoints',
  'InvalidRow',
  'InvalidStatement',
  'InvalidTrial',
  'TooFewDistinctRows',
  'TooManyColumns',
  'TooManyFolds',
  'TooManyPairs',
  'TooManyRows',
  'UnknownColumn',
  'UnknownTable',
  'WrongColumnType',
];

const retrier = (ErrorEquals, MaxAttempts, MaxDelaySeconds = 60) => ({
  ErrorEquals,
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxAttempts,
  MaxDelaySeconds,
  JitterStrategy: 'FULL',
});
const never = { ErrorEquals: lasting, MaxAttempts: 0 };

module.exports = {
  /** One function at a time. */
  task: [
    never,
    retrier(
      [
        'Lambda.ServiceException',
        'Lambda.AWSLambdaException',
        'Lambda.SdkClientException',
        'Lambda.ClientExecutionTimeoutException',
        'Lambda.TooManyRequestsException',
      ],
      5,
    ),
    retrier(['States.TaskFailed'], 2),
  ],
  /** One of many side by side, which together may ask for more room than there is. */
  batch: [
    never,
    retrier(['Lambda.TooManyRequestsException'], 8, 120),
    retrier(['States.TaskFailed', 'States.Timeout'], 2),
  ],
};
