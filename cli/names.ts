import stageNames from '../infra/stage-name.cjs';

/** How the stack's things are called; `serverless.yml` and `infra/` give them these names. */

/** The stage that the package is made for when nothing else is said; the local runtime runs this one. */
export const localStage = 'dev';

export function stackName(stage: string): string {
  return `nocturne-${stage}`;
}

export function machineName(stage: string, machine: string): string {
  return `${stackName(stage)}-${machine}`;
}

/** A machine's name without project and stage; names of other machines stay as they are. */
export function shortMachineName(stage: string, name: string): string {
  const prefix = `${stackName(stage)}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

export function databaseName(stage: string): string {
  return stageNames.databaseName(stage);
}

export function workgroupName(stage: string): string {
  return stackName(stage);
}
