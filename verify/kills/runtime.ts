import { once } from 'node:events';
import { S3 } from '@aws-sdk/client-s3';
import { Athena } from '@aws-sdk/client-athena';
import { SFN } from '@aws-sdk/client-sfn';
import { spawnNocturne } from './command.ts';

export interface Clients {
  athena: Athena;
  s3: S3;
  sfn: SFN;
}

/** Serves a home while `work` runs, which gets the SDK's clients. */
export async function withRuntime<T>(home: string, work: (clients: Clients) => Promise<T>): Promise<T> {
  const up = spawnNocturne(home, '--json', 'up');
  const exited = once(up, 'exit');
  const [line] = (await Promise.race([once(up.stdout, 'data'), exited.then(() => fail(home))])) as [Buffer];
  const { endpoint } = JSON.parse(line.toString()) as { endpoint: string };
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
  const clients: Clients = {
    athena: new Athena(config),
    s3: new S3({ ...config, forcePathStyle: true }),
    sfn: new SFN(config),
  };
  try {
    return await work(clients);
  } finally {
    for (const client of [clients.athena, clients.s3, clients.sfn]) client.destroy();
    up.kill('SIGINT');
    await exited;
  }
}

function fail(home: string): never {
  throw new Error(`nocturne up ended before it served ${home}.`);
}
