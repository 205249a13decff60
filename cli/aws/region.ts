import stageNames from '../../infra/stage-name.cjs';
import { CommandFailure } from '../failure.ts';

/**
 * The region in which a stage is looked for: AWS_REGION's, as for its deployment. A profile's own region is not taken,
 * since the deployment knows nothing of it.
 * @throws CommandFailure without a region, or for a stage that cannot be there
 */
export function regionOf(stage: string, env: NodeJS.ProcessEnv = process.env): string {
  const region = [env.AWS_REGION, env.AWS_DEFAULT_REGION].find((name) => name !== '' && name !== undefined);
  if (region === undefined) {
    throw new CommandFailure(
      'NoRegion',
      `Set AWS_REGION to the region that stage ${stage} was deployed to, e.g. export AWS_REGION=us-east-1.`,
    );
  }
  const problem = stageNames.stageProblem(stage, region);
  if (problem !== undefined) throw new CommandFailure('InvalidStage', problem);
  return region;
}
