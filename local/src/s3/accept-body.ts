import type { Call } from '../service.ts';
import { bytesOf } from './body.ts';
import { s3Error } from './errors.ts';
import { expectedOf } from './integrity/expected.ts';
import type { IntegrityMembers } from './integrity/expected.ts';
import { verified } from './integrity/verified.ts';
import type { S3State } from './state.ts';
import type { ReceivedFile } from './store/object.ts';

export interface BodyMembers extends IntegrityMembers {
  Body?: unknown;
  ContentLength?: number;
}

/**
 * Takes in the body of PutObject or UploadPart and verifies it. Whoever receives the file commits or discards it.
 * @param passing sees the bytes that are verified
 * @throws BadDigest, InvalidDigest, IncompleteBody
 */
export async function acceptBody(
  input: BodyMembers,
  state: S3State,
  call: Call,
  passing: (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array> = (body) => body,
): Promise<ReceivedFile> {
  const body = passing(verified(bytesOf(input.Body), expectedOf(input)));
  const received = await state.objects.receive(body, call.signal);
  if (input.ContentLength === undefined || input.ContentLength === received.size) return received;
  await state.objects.discard(received);
  throw s3Error(
    'IncompleteBody',
    `The body has ${received.size} bytes, but ContentLength says ${input.ContentLength}.`,
  );
}
