/** The statements of policies, and the ARNs they name: of the stage's own account and region, in any partition. */
'use strict';

const prefix = '${self:custom.prefix}';
const database = '${self:custom.database}';
const sub = (text) => ({ 'Fn::Sub': text });

/** e.g. `arn('athena', 'workgroup/${WorkGroup}')` */
const arn = (service, resource) =>
  sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);

const bucket = { 'Fn::GetAtt': ['LakeBucket', 'Arn'] };
/** A folder of the lake, which ends in `/`, with all that lies in it; or one object. */
const objects = (path) => sub(`\${LakeBucket.Arn}/${path.endsWith('/') ? `${path}*` : path}`);

const machine = (name) => arn('states', `stateMachine:${prefix}-${name}`);
/** The executions of a machine, or, with a Map's label, the children of that Map. */
const executions = (name, label) => arn('states', `execution:${prefix}-${name}${label ? `/${label}` : ''}:*`);
const lambda = (name) => arn('lambda', `function:${prefix}-${name}`);

/** The catalog's resources above some tables, and these. */
function catalog(tables, more = []) {
  if (tables.length === 0) return [];
  const names = tables.map((table) => `table/${database}/${table}`);
  return ['catalog', `database/${database}`, ...more, ...names].map((resource) => arn('glue', resource));
}

const allow = (Sid, Action, Resource, Condition) => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

/** A statement, or none where it would name nothing. */
const allowEach = (sid, actions, resources) => (resources.length > 0 ? [allow(sid, actions, resources)] : []);

module.exports = { allow, allowEach, arn, bucket, catalog, executions, lambda, machine, objects, prefix };
