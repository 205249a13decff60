import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { isEmpty, replaceFolder } from '../../../cli/aws/objects.ts';
import { parseS3Uri } from '../../../cli/aws/tables.ts';
import { fakeSession } from '../support/fake-session.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const folder = { bucket: 'lake', key: 'bronze/customers/' };

/** S3 with these keys, listed one at a time. */
function s3(keys: string[]) {
  const log: string[] = [];
  return {
    log,
    keys,
    putObject: async ({ Key, Body }: { Key: string; Body: Readable }) => {
      log.push(`put ${Key} ${await text(Body)}`);
      if (!keys.includes(Key)) keys.push(Key);
    },
    deleteObject: async ({ Key }: { Key: string }) => {
      log.push(`delete ${Key}`);
      keys.splice(keys.indexOf(Key), 1);
    },
    listObjectsV2: async ({
      Prefix,
      ContinuationToken = '0',
    }: {
      Prefix: string;
      ContinuationToken?: string;
    }) => {
      const found = keys.filter((key) => key.startsWith(Prefix));
      const at = Number(ContinuationToken);
      return {
        Contents: found.slice(at, at + 1).map((Key) => ({ Key })),
        NextContinuationToken: at + 1 < found.length ? String(at + 1) : undefined,
      };
    },
  };
}

test('one upload commits the new content, then the other objects of the folder go', async () => {
  const file = join(directory(), 'new');
  writeFileSync(file, 'content');
  const service = s3(['bronze/customers/a', 'bronze/customers/b', 'bronze/customers-old/c']);
  const uri = await replaceFolder(fakeSession({ s3: service as never }), folder, 'data.jsonl.gz', file);
  expect(uri).toBe('s3://lake/bronze/customers/data.jsonl.gz');
  expect(service.log).toEqual([
    'put bronze/customers/data.jsonl.gz content',
    'delete bronze/customers/a',
    'delete bronze/customers/b',
  ]);
  expect(service.keys).toEqual(['bronze/customers-old/c', 'bronze/customers/data.jsonl.gz']);
});

test('a folder is empty when no key begins with it', async () => {
  expect(await isEmpty(fakeSession({ s3: s3(['bronze/customers-old/c']) as never }), folder)).toBe(true);
  expect(await isEmpty(fakeSession({ s3: s3(['bronze/customers/c']) as never }), folder)).toBe(false);
});

test('S3 URIs', () => {
  expect(parseS3Uri('s3://lake/a/b=1/c.json')).toEqual({ bucket: 'lake', key: 'a/b=1/c.json' });
  expect(() => parseS3Uri('https://lake/a')).toThrow(
    'Expected an URI like s3://bucket/key, but got "https://lake/a".',
  );
});
