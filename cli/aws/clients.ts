import type { Athena } from '@aws-sdk/client-athena';
import type { S3 } from '@aws-sdk/client-s3';
import type { SFN } from '@aws-sdk/client-sfn';

/** The SDK's clients, each loaded when first asked for. */
export interface Clients {
  athena(): Promise<Athena>;
  s3(): Promise<S3>;
  sfn(): Promise<SFN>;
  /** Closes their connections. */
  destroy(): void;
}

/** What the local runtime takes from anyone it did not issue credentials to: the account's administrator. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };
export const localRegion = 'us-east-1';

/** Where the services are: at a local endpoint, or on AWS in a region. */
export type Place = { endpoint: string; region?: undefined } | { region: string; endpoint?: undefined };

/** Clients of the local endpoint, or of AWS in a region with the credentials of environment or profile. */
export function createClients({ region = localRegion, endpoint }: Place): Clients {
  const configuration = endpoint ? { endpoint, region, credentials: localCredentials } : { region };
  const open: { destroy(): void }[] = [];
  const keep = <Client extends { destroy(): void }>(client: Client) => {
    open.push(client);
    return client;
  };
  return {
    athena: once(async () => keep(new (await import('@aws-sdk/client-athena')).Athena(configuration))),
    s3: once(async () =>
      keep(
        new (await import('@aws-sdk/client-s3')).S3({
          ...configuration,
          forcePathStyle: endpoint !== undefined,
        }),
      ),
    ),
    sfn: once(async () => keep(new (await import('@aws-sdk/client-sfn')).SFN(configuration))),
    destroy: () => open.forEach((client) => client.destroy()),
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
