import type { GetObjectCommandInput } from '@aws-sdk/client-s3';
import { readConditionMembers } from './conditions.ts';
import { versionMembers } from './defaults.ts';
import { overrideMembers } from './overrides.ts';
import { onObject } from './permissions.ts';

/** What GetObject and HeadObject take alike, and by which right. */
export const reading = {
  members: {
    Key: 'text',
    Range: 'text',
    ...readConditionMembers,
    ...overrideMembers,
    ChecksumMode: 'text',
    ...versionMembers,
  },
  partly: { ChecksumMode: 'told of objects that were written with a checksum' },
  permissions: (input: GetObjectCommandInput) => [onObject('s3:GetObject', input.Bucket, input.Key)],
} as const;
