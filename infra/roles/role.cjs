/** A role with one policy of its own, which a service of AWS takes on. */
'use strict';

/** @param condition who may ask the service to do so */
function role(name, service, statements, condition) {
  const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: policy([{ ...trust, ...(condition && { Condition: condition }) }]),
      Policies: [{ PolicyName: name, PolicyDocument: policy(statements) }],
    },
  };
}

const policy = (Statement) => ({ Version: '2012-10-17', Statement });

module.exports = { role };
