import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStack, resourcesOfType } from 'template-runtime/template';
import { createClients } from '../aws/clients.ts';
import { packageDirectory, projectRoot } from '../paths.ts';

const folder = join(projectRoot, 'events', 'lake');

/**
 * Puts the objects that the functions' example events name into the local lake, where they are missing. Another
 * service's package has no such lake.
 */
export async function putExampleLake(endpoint: string): Promise<void> {
  const Bucket = lakeBucket();
  if (Bucket === undefined) return;
  const clients = createClients({ endpoint });
  try {
    const s3 = await clients.s3();
    const { Contents = [] } = await s3.listObjectsV2({ Bucket, Prefix: 'examples/' });
    const there = new Set(Contents.map(({ Key }) => Key));
    for (const key of exampleKeys()) {
      if (!there.has(key)) await s3.putObject({ Bucket, Key: key, Body: readFileSync(join(folder, key)) });
    }
  } finally {
    clients.destroy();
  }
}

function lakeBucket(): string | undefined {
  const buckets = resourcesOfType(loadStack(packageDirectory), 'AWS::S3::Bucket');
  return buckets.find(({ logicalId }) => logicalId === 'LakeBucket')?.physicalId;
}

function exampleKeys(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}
