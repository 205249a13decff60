import type { WorkGroup, WorkGroupConfiguration } from '@aws-sdk/client-athena';
import { resourcesOfType } from '../template/index.ts';
import type { Stack } from '../template/index.ts';
import { invalidRequest } from './errors.ts';

export type WorkGroups = ReadonlyMap<string, WorkGroup>;

/** The work group that every account has; it names no place for results. */
export const primary = 'primary';

const engineVersion = {
  SelectedEngineVersion: 'AUTO',
  EffectiveEngineVersion: 'Athena engine version 3',
};

/** The stack's work groups, and `primary`. */
export function workGroupsOf(stack: Stack): Map<string, WorkGroup> {
  const groups = new Map([[primary, workGroup(primary, {})]]);
  for (const { physicalId, properties } of resourcesOfType(stack, 'AWS::Athena::WorkGroup')) {
    const {
      Name = physicalId,
      State,
      Description,
      WorkGroupConfiguration = {},
    } = properties as Partial<WorkGroup> & {
      WorkGroupConfiguration?: WorkGroupConfiguration;
    };
    groups.set(Name, { ...workGroup(Name, WorkGroupConfiguration), State: State ?? 'ENABLED', Description });
  }
  return groups;
}

function workGroup(name: string, configuration: WorkGroupConfiguration): WorkGroup {
  const { BytesScannedCutoffPerQuery: cutoff, ...others } = configuration;
  return {
    Name: name,
    State: 'ENABLED',
    Configuration: {
      ...others,
      EnforceWorkGroupConfiguration: isTrue(configuration.EnforceWorkGroupConfiguration ?? name !== primary),
      BytesScannedCutoffPerQuery: cutoff === undefined ? undefined : Number(cutoff),
      EngineVersion: { ...engineVersion, ...configuration.EngineVersion },
    },
  };
}

/** CloudFormation takes truth values as text, too. */
const isTrue = (value: unknown) => value === true || value === 'true';

/** @throws InvalidRequestException when there is no such work group, or it is disabled */
export function findWorkGroup(groups: WorkGroups, name: string): WorkGroup {
  const group = groups.get(name);
  if (!group)
    throw invalidRequest(
      `WorkGroup is not found. There is no ${name}, but ${[...groups.keys()].join(', ')}.`,
    );
  return group;
}
