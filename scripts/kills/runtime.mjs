import { once } from 'node:events';
import { S3 } from '@aws-sdk/client-s3';
import { Athena } from '@aws-sdk/client-athena';
import { SFN } from '@aws-sdk/client-sfn';
import { spawnNocturne } from './command.mjs';

/** Serves a home while `work` runs, which gets the SDK's clients. */
export async function withRuntime(home, work) {
  const up = spawnNocturne(home, '--json', 'up');
  const exited = once(up, 'exit');
  const [line] = await Promise.race([once(up.stdout, 'data'), exited.then(() => fail(home))]);
  const { endpoint } = JSON.parse(line);
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
  const clients = {
    athena: new Athena(config),
    s3: new S3({ ...config, forcePathStyle: true }),
    sfn: new SFN(config),
  };
  try {
    return await work(clients);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
    up.kill('SIGINT');
    await exited;
  }
}

function fail(home) {
  throw new Error(`nocturne up ended before it served ${home}.`);
}
