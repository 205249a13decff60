/**
 * The processor of a Map that registers folders as partitions: items are `{table, prefix}`, and `$run` and `$bucket`
 * are the machine's. State names are unique within a machine, so each use says what it registers.
 */
'use strict';

const { resource } = require('./partition.cjs');

const glue = (action, rest) => ({
  Type: 'Task',
  Resource: resource(`arn:aws:states:::aws-sdk:glue:${action}`),
  TimeoutSeconds: 60,
  Retry: '${file(statemachines/parts/retry-glue.json)}',
  ...rest,
});

const registerPartition = (what) => ({
  ProcessorConfig: { Mode: 'INLINE' },
  StartAt: `Read${what}Table`,
  States: {
    [`Read${what}Table`]: glue('getTable', {
      Arguments: { DatabaseName: '${self:custom.database}', Name: '{% $states.input.table %}' },
      Assign: {
        table: '{% $states.input.table %}',
        partitionInput:
          "{% {'Values': [$run], 'StorageDescriptor': $merge([$states.result.Table.StorageDescriptor, {'Location': 's3://' & $bucket & '/' & $states.input.prefix}])} %}",
      },
      Next: `Create${what}Partition`,
    }),
    [`Create${what}Partition`]: glue('createPartition', {
      Arguments: {
        DatabaseName: '${self:custom.database}',
        TableName: '{% $table %}',
        PartitionInput: '{% $partitionInput %}',
      },
      Catch: [{ ErrorEquals: ['Glue.AlreadyExistsException'], Next: `Move${what}Partition` }],
      Output: '{% $table %}',
      End: true,
    }),
    [`Move${what}Partition`]: glue('updatePartition', {
      Comment: 'A repeat of the run found its partition there: point it at the new folder.',
      Arguments: {
        DatabaseName: '${self:custom.database}',
        TableName: '{% $table %}',
        PartitionValueList: ['{% $run %}'],
        PartitionInput: '{% $partitionInput %}',
      },
      Output: '{% $table %}',
      End: true,
    }),
  },
});

module.exports = {
  trials: registerPartition('Trials'),
  leaderboard: registerPartition('Leaderboard'),
  clusters: registerPartition('Clusters'),
  ratings: registerPartition('Ratings'),
  segments: registerPartition('Segments'),
  profile: registerPartition('Profile'),
};
