import type { Call } from '../service.ts';
import { bytesOf } from './body.ts';
import { s3Error } from './errors.ts';
import { checksumOf } from './integrity/checksum.ts';
import { expectedOf } from './integrity/expected.ts';
import type { IntegrityMembers } from './integrity/expected.ts';
import { verified } from './integrity/verified.ts';
import type { S3State } from './state.ts';
import type { ReceivedFile } from './store/object.ts';

export interface BodyMembers extends IntegrityMembers {
  Body?: unknown;
  ContentLength?: number;
  ChecksumAlgorithm?: string;
}

/**
 * Takes in the body of PutObject or UploadPart, verifies it and computes the checksum to keep. Whoever receives the file
 * commits or discards it.
 * @throws BadDigest, InvalidDigest, IncompleteBody
 */
export async function acceptBody(input: BodyMembers, state: S3State, call: Call): Promise<ReceivedFile> {
  const body = verified(bytesOf(input.Body), expectedOf(input));
  const checksum = checksumOf(input);
  const file = await state.objects.receive(checksum ? checksum.over(body) : body, call.signal);
  const received = { ...file, checksum: checksum?.value() };
  if (input.ContentLength === undefined || input.ContentLength === received.size) return received;
  await state.objects.discard(received);
  throw s3Error(
    'IncompleteBody',
    `The body has ${received.size} bytes, but ContentLength says ${input.ContentLength}.`,
  );
}
