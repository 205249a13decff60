import type { CompletedPart, CompleteMultipartUploadCommandInput } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Call } from '../../service.ts';
import type { Shape } from '../../shape.ts';
import { writeConditionMembers } from '../conditions.ts';
import { payerMembers } from '../defaults.ts';
import { s3Error } from '../errors.ts';
import { runningChecksum, wholeChecksum } from '../integrity/checksum.ts';
import type { Checksum } from '../integrity/checksum.ts';
import { assertExpected, assertSameKind, assertSamePart } from '../integrity/completion.ts';
import { checksumMembers } from '../integrity/expected.ts';
import { compositeChecksum } from '../integrity/upload-checksum.ts';
import type { PartChecksum, UploadChecksum } from '../integrity/upload-checksum.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';
import type { S3State } from '../state.ts';
import type { StoredObject } from '../store/object.ts';
import type { Check } from '../store/object-store.ts';
import { uploadCheck } from '../upload-check.ts';
import type { Part, Upload } from '../uploads.ts';

/** AWS's least size of a part that is not the last. */
const minPartBytes = 5 * 1024 * 1024;

const completedPart: Shape = {
  PartNumber: 'integer',
  ETag: 'text',
  ...checksumMembers,
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload = bucketOperation({
  members: {
    Key: 'text',
    UploadId: 'text',
    MultipartUpload: { Parts: [completedPart] },
    MpuObjectSize: 'integer',
    ChecksumType: 'text',
    ...checksumMembers,
    ...writeConditionMembers,
    ...payerMembers,
  },
  permissions: (input: CompleteMultipartUploadCommandInput) => [
    onObject('s3:PutObject', input.Bucket, input.Key),
  ],
  async run(input, state, call) {
    const { Bucket = '', Key = '', UploadId, MultipartUpload } = input;
    const upload = state.uploads.find(Bucket, Key, UploadId);
    const parts = chosenParts(upload, MultipartUpload?.Parts);
    assertSameKind(upload.checksum, input);
    assertSize(parts, input.MpuObjectSize);
    const check = uploadCheck(upload, input);
    // No other request may complete, abort or extend the upload from here on.
    state.uploads.end(upload);
    try {
      const { etag, checksum } = await join(upload, parts, input, check, state, call);
      for (const part of upload.parts.values()) await state.objects.discard(part.file);
      return {
        Bucket,
        Key,
        ETag: `"${etag}"`,
        Location: `/${Bucket}/${Key}`,
        ServerSideEncryption: 'AES256' as const,
        ...checksum,
      };
    } catch (error) {
      state.uploads.resume(upload);
      throw error;
    }
  },
});

/** The parts that the client lists, checked by AWS's rules. */
function chosenParts(upload: Upload, listed: CompletedPart[] | undefined): Part[] {
  if (!Array.isArray(listed) || listed.length === 0) {
    throw s3Error(
      'MalformedXML',
      'MultipartUpload.Parts must list at least one part, with PartNumber and ETag.',
    );
  }
  const parts = listed.map((completed) => {
    const { PartNumber, ETag } = completed;
    const part = upload.parts.get(PartNumber ?? 0);
    if (part && part.file.md5 === ETag?.replaceAll('"', '')) {
      assertSamePart(upload.checksum, part, completed);
      return part;
    }
    throw s3Error(
      'InvalidPart',
      `One or more of the specified parts could not be found, or its ETag did not match: part ${PartNumber}, ETag ${ETag}.`,
      { PartNumber },
    );
  });
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (!next) break;
    if (next.number <= part.number) {
      throw s3Error(
        'InvalidPartOrder',
        `The parts must be listed in ascending order: ${next.number} follows ${part.number}.`,
      );
    }
    if (part.file.size < minPartBytes) {
      throw s3Error(
        'EntityTooSmall',
        `Part ${part.number} has ${part.file.size} bytes; all but the last need ${minPartBytes}.`,
      );
    }
  }
  return parts;
}

/** @throws InvalidRequest */
function assertSize(parts: Part[], expected: number | undefined): void {
  const size = parts.reduce((sum, { file }) => sum + file.size, 0);
  if (expected === undefined || expected === size) return;
  throw s3Error(
    'InvalidRequest',
    `The provided 'x-amz-mp-object-size' header value ${expected} does not match what was computed: ${size}`,
  );
}

async function join(
  { bucket, key, attributes, checksum: kept }: Upload,
  parts: Part[],
  expected: PartChecksum,
  check: Check | undefined,
  state: S3State,
  call: Call,
): Promise<StoredObject> {
  const whole = kept?.type === 'FULL_OBJECT' ? runningChecksum(kept.member) : undefined;
  const bytes = bytesOf(parts);
  const received = await state.objects.receive(whole ? whole.over(bytes) : bytes, call.signal);
  try {
    const checksum = kept && (whole ? wholeChecksum(whole) : compositeOf(kept, parts));
    if (checksum) assertExpected(kept, checksum, expected);
    const described = { etag: multipartEtag(parts), attributes, checksum };
    return await state.objects.commit(bucket, key, received, described, check);
  } finally {
    await state.objects.discard(received);
  }
}

function compositeOf({ member }: UploadChecksum, parts: Part[]): Checksum {
  const checksums = parts.map(({ checksum }) => checksum!);
  return compositeChecksum(member, checksums);
}

async function* bytesOf(parts: Part[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* createReadStream(part.file.path) as AsyncIterable<Uint8Array>;
}

/** MD5 of the parts' MD5s, and their number: what AWS gives, though it promises no form. */
function multipartEtag(parts: Part[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(part.file.md5, 'hex');
  return `${md5.digest('hex')}-${parts.length}`;
}
