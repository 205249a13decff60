import type { UploadPartCopyCommandInput } from '@aws-sdk/client-s3';
import type { Call } from '../../service.ts';
import { copyPermissions, copySourceMembers, openCopySource } from '../copy-source.ts';
import { payerMembers } from '../defaults.ts';
import { s3Error } from '../errors.ts';
import type { RunningChecksum } from '../integrity/checksum.ts';
import { keepPart } from '../keep-part.ts';
import { bucketOperation } from '../operation.ts';
import type { S3State } from '../state.ts';
import type { ReceivedFile } from '../store/object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html; clients copy large objects so. */
export const uploadPartCopy = bucketOperation({
  members: {
    Key: 'text',
    UploadId: 'text',
    PartNumber: 'integer',
    ...copySourceMembers,
    CopySourceRange: 'text',
    ...payerMembers,
  },
  permissions: (input: UploadPartCopyCommandInput) => copyPermissions(input),
  async run(input, state, call) {
    const { file, lastModified, checksum } = await keepPart(input, state, (_upload, passing) =>
      receiveRange(input, state, call, passing),
    );
    return {
      CopyPartResult: { ETag: `"${file.md5}"`, LastModified: lastModified, ...checksum },
      ServerSideEncryption: 'AES256' as const,
    };
  },
});

async function receiveRange(
  input: UploadPartCopyCommandInput,
  state: S3State,
  call: Call,
  passing: RunningChecksum['over'] = (body) => body,
): Promise<ReceivedFile> {
  const source = await openCopySource(input, state, call);
  try {
    const range = rangeOf(input.CopySourceRange, source.size);
    return await state.objects.receive(
      passing(source.handle.createReadStream({ ...range, autoClose: false })),
      call.signal,
    );
  } finally {
    await source.handle.close();
  }
}

/** Unlike a Range, this one must name both ends and lie within the source. @throws InvalidArgument */
function rangeOf(text: string | undefined, size: number): { start: number; end?: number } {
  if (text === undefined) return { start: 0 };
  const [, first = NaN, last = NaN] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(text)?.map(Number) ?? [];
  if (first <= last && last < size) return { start: first, end: last };
  throw s3Error(
    'InvalidArgument',
    `CopySourceRange must be "bytes=first-last" within the source's ${size} bytes, not ${JSON.stringify(text)}.`,
    { ArgumentName: 'x-amz-copy-source-range' },
  );
}
