/**
 * The ARNs by which states name what they call, for any partition of AWS: `arn:aws-cn:states:::…` in China, say.
 * asl-validator takes no variable within a Task's Resource, so CloudFormation puts the whole ARN there.
 */
'use strict';

const written = 'arn:aws:states:::';
const resolved = (arn) => arn.replace(written, 'arn:${AWS::Partition}:states:::');

/** A Task's Resource of any partition. */
const resource = (arn) => (arn.startsWith(written) ? { 'Fn::Sub': resolved(arn) } : arn);

/** A state whose ARNs are those of its partition. */
function inPartition(state) {
  const { Resource, ItemReader, ResultWriter } = state;
  return {
    ...state,
    ...(Resource && { Resource: resource(Resource) }),
    ...(ItemReader && { ItemReader: { ...ItemReader, Resource: resolved(ItemReader.Resource) } }),
    ...(ResultWriter && { ResultWriter: { ...ResultWriter, Resource: resolved(ResultWriter.Resource) } }),
  };
}

module.exports = { inPartition, resource };
