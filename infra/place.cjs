/**
 * Where serverless.yml puts a stage. The region is AWS_REGION's and no default, as for the command `nocturne --stage`:
 * so what one deploys the other finds.
 */
'use strict';

const { refusal } = require('./refusal.cjs');
const { databaseName, stageProblem } = require('./stage-name.cjs');

const stageOf = ({ stage }) => stage ?? 'dev';

function region({ options }) {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const wanted = AWS_REGION || AWS_DEFAULT_REGION;
  if (!wanted) throw refusal('Set AWS_REGION to the region of the stage, e.g. export AWS_REGION=us-east-1.');
  if (options.region && options.region !== wanted) {
    throw refusal(
      `--region ${options.region} is not the ${wanted} of AWS_REGION, where the command nocturne would look for the ` +
        `stage. Leave --region out and set AWS_REGION=${options.region}.`,
    );
  }
  const problem = stageProblem(stageOf(options), wanted);
  if (problem) throw refusal(problem);
  return wanted;
}

module.exports = { region, database: ({ options }) => databaseName(stageOf(options)), stageOf };
