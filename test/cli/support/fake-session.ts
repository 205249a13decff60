import type { Athena } from '@aws-sdk/client-athena';
import type { S3 } from '@aws-sdk/client-s3';
import type { SFN } from '@aws-sdk/client-sfn';
import { stageStackNames } from '../../../cli/names.ts';
import type { Session } from '../../../cli/session.ts';

/** Clients that have only the operations a test needs, each a function of the request. */
export interface Fakes {
  athena?: Record<string, (request: never) => unknown>;
  s3?: Record<string, (request: never) => unknown>;
  sfn?: Record<string, (request: never) => unknown>;
}

/** A session in stage dev whose clients answer as the fakes say. */
export function fakeSession({ athena, s3, sfn }: Fakes, local = true): Session {
  return {
    place: 'stage dev',
    names: stageStackNames('dev'),
    region: 'us-east-1',
    local,
    pollMs: 1,
    commandLine: (subcommand) => `npx nocturne ${subcommand}`,
    clients: {
      athena: async () => athena as unknown as Athena,
      s3: async () => s3 as unknown as S3,
      sfn: async () => sfn as unknown as SFN,
      destroy: () => undefined,
    },
  };
}
