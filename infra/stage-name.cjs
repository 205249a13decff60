/** What a stage may be called, for serverless.yml and the command: its name is part of the lake bucket's. */
'use strict';

/** Of `nocturne-<stage>-<account>-<region>`, at most 63 characters. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const longest = (region) => 63 - 'nocturne--'.length - '123456789012-'.length - region.length;

/** Why a stage cannot have this name in this region, as a sentence; undefined when it can. */
function stageProblem(stage, region) {
  const most = longest(region);
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stage) && stage.length <= most) return undefined;
  return (
    `A stage's name is part of a bucket's, so it must be 1 to ${most} small letters and digits` +
    `, with single hyphens between them, but was ${JSON.stringify(stage)} (${stage.length} characters).`
  );
}

/** The Glue database's name: Athena takes no special character but the underscore. */
const databaseName = (stage) => `nocturne_${stage.replaceAll('-', '_')}`;

module.exports = { databaseName, stageProblem };
