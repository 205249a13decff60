import { ItemReaderFailed } from '../../errors.ts';
import { decode } from './decode.ts';

export interface S3Object {
  Bucket: string;
  Key: string;
}

const uri = /^s3:\/\/([^/]+)\/(.+)$/;

/**
 * The files of Athena's data manifest, which names one `s3://bucket/key` a line:
 * https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
 */
export async function readManifest(chunks: AsyncIterable<Uint8Array>): Promise<S3Object[]> {
  let text = '';
  for await (const part of decode(chunks)) text += part;
  return text
    .split('\n')
    .map((line) => line.trim().replace(/^"(.*)"$/, '$1'))
    .filter((line) => line !== '')
    .map(objectOf);
}

function objectOf(line: string): S3Object {
  const [, Bucket, Key] = uri.exec(line) ?? [];
  if (Bucket === undefined || Key === undefined) {
    throw new ItemReaderFailed(`The manifest names no object: ${JSON.stringify(line)}.`);
  }
  return { Bucket, Key };
}
