import { s3Error } from './errors.ts';
import { runningChecksum } from './integrity/checksum.ts';
import type { RunningChecksum } from './integrity/checksum.ts';
import type { S3State } from './state.ts';
import type { ReceivedFile } from './store/object.ts';
import type { Part, Upload } from './uploads.ts';

/** AWS's limit for one upload. */
const maxPartNumber = 10_000;

interface PartMembers {
  Bucket?: string;
  Key?: string;
  UploadId?: string;
  PartNumber?: number;
}

/**
 * Takes a part in and keeps it, in the place of an earlier one of its number.
 * @param receive takes the body in, and shows its bytes to what passes them on
 * @throws NoSuchUpload, InvalidArgument, and what receiving throws
 */
export async function keepPart(
  { Bucket, Key, UploadId, PartNumber }: PartMembers,
  state: S3State,
  receive: (upload: Upload, passing?: RunningChecksum['over']) => Promise<ReceivedFile>,
): Promise<Part> {
  const number = partNumberOf(PartNumber);
  const upload = state.uploads.find(Bucket, Key, UploadId);
  const running = upload.checksum && runningChecksum(upload.checksum.member);
  const file = await receive(upload, running?.over);
  try {
    // The upload may have ended while the body arrived.
    const { parts } = state.uploads.find(Bucket, Key, UploadId);
    const earlier = parts.get(number);
    const checksum = running && { [running.member]: running.value() };
    const part = { number, file, lastModified: new Date(), checksum };
    parts.set(number, part);
    if (earlier) await state.objects.discard(earlier.file);
    return part;
  } catch (error) {
    await state.objects.discard(file);
    throw error;
  }
}

function partNumberOf(value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maxPartNumber)
    return value as number;
  throw s3Error(
    'InvalidArgument',
    `PartNumber must be an integer from 1 to ${maxPartNumber}, not ${String(value)}.`,
    { ArgumentName: 'partNumber' },
  );
}
