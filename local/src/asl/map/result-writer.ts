/**
 * ResultWriter: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 * The children's results as files in S3, or as the state's result in another form.
 */
import { DataLimitExceeded, ResultWriterFailed } from '../errors.ts';
import { StatesError } from '../host.ts';
import type { Json, MapRun, MapRunChild } from '../host.ts';
import { refuse, within } from '../parse/place.ts';
import { fieldsOf, oneOf, optional } from '../parse/readers.ts';
import type { Read, Reader } from '../parse/readers.ts';
import { template } from '../parse/template.ts';
import { payloadLimit, payloadSize } from '../payload.ts';
import type { Visit } from '../run/visit.ts';
import { describeChild, describePending, transformed } from './result-forms.ts';
import { ResultFiles } from './result-files.ts';

export const writerConfigFields = {
  Transformation: optional(oneOf('NONE', 'COMPACT', 'FLATTEN')),
  OutputType: optional(oneOf('JSON', 'JSONL')),
};

export const resultWriterFields = {
  Resource: optional(oneOf('arn:aws:states:::s3:putObject')),
  Arguments: optional(template),
  WriterConfig: optional(fieldsOf(writerConfigFields)),
};

export type ResultWriter = Read<typeof resultWriterFields>;

export const resultWriter: Reader<ResultWriter> = (value, place) => {
  const writer = fieldsOf(resultWriterFields)(value, place);
  const { Resource, Arguments, WriterConfig } = writer;
  if ((Resource === undefined) !== (Arguments === undefined)) {
    refuse(place, 'needs Resource and Arguments together.');
  }
  if (!Resource && !WriterConfig) refuse(place, 'needs Resource and Arguments, WriterConfig, or all three.');
  if (!Resource && WriterConfig?.OutputType === 'JSONL') {
    const problem =
      'JSONL is supported for files only: the state’s result is JSON. Add Resource and Arguments.';
    refuse(within(within(place, 'WriterConfig'), 'OutputType'), problem);
  }
  return writer;
};

/** Where files go: `<prefix>/<map run's id>/`. */
export interface Destination {
  Bucket: string;
  folder: string;
}

/** @throws ResultWriterFailed where Arguments name no bucket */
export async function destinationOf(
  { Arguments }: ResultWriter,
  { mapRunArn, redriveCount }: MapRun,
  visit: Visit,
): Promise<Destination | undefined> {
  if (!Arguments) return undefined;
  const { Bucket, Prefix } = ((await visit.evaluate(Arguments)) ?? {}) as Record<string, Json>;
  if (typeof Bucket !== 'string' || (Prefix !== undefined && typeof Prefix !== 'string')) {
    throw new ResultWriterFailed('The ResultWriter needs a Bucket and takes a Prefix, both texts.');
  }
  const id = mapRunArn.slice(mapRunArn.lastIndexOf(':') + 1);
  const prefix = (Prefix ?? '').replace(/\/$/, '');
  const redrive = redriveCount > 0 ? `Redrive-${redriveCount}/` : '';
  return { Bucket, folder: `${prefix === '' ? '' : `${prefix}/`}${id}/${redrive}` };
}

/** The state's result where it is not written to S3. @throws DataLimitExceeded */
export async function collectResults(writer: ResultWriter, mapRun: MapRun, visit: Visit): Promise<Json[]> {
  const results: Json[] = [];
  let bytes = 2;
  for await (const child of mapRun.children()) {
    for (const result of transformed(child, writer.WriterConfig?.Transformation ?? 'NONE')) {
      bytes += payloadSize(result) + 1;
      if (bytes > payloadLimit) throw new DataLimitExceeded(visit.name);
      results.push(result);
    }
  }
  return results;
}

/** Writes the results by status, then `manifest.json`, which names the files; gives the state's result. */
export async function writeResults(
  writer: ResultWriter,
  destination: Destination,
  mapRun: MapRun,
  pending: Json[],
  visit: Visit,
): Promise<Json> {
  const { Transformation = 'NONE', OutputType = 'JSON' } = writer.WriterConfig ?? {};
  const { Bucket, folder } = destination;
  const files = new ResultFiles(folder, OutputType, (Key, text) => putObject(Bucket, Key, text, visit));
  for await (const child of mapRun.children()) await addChild(files, child, Transformation);
  for (const input of pending) await files.add('PENDING', describePending(input));
  const manifest = {
    DestinationBucket: Bucket,
    MapRunArn: mapRun.mapRunArn,
    ResultFiles: await files.close(),
  };
  const Key = `${folder}manifest.json`;
  await putObject(Bucket, Key, JSON.stringify(manifest), visit);
  return { MapRunArn: mapRun.mapRunArn, ResultWriterDetails: { Bucket, Key } };
}

async function addChild(
  files: ResultFiles,
  child: MapRunChild,
  transformation: 'NONE' | 'COMPACT' | 'FLATTEN',
): Promise<void> {
  if (child.status !== 'SUCCEEDED') return files.add('FAILED', describeChild(child));
  for (const result of transformed(child, transformation)) await files.add('SUCCEEDED', result);
}

async function putObject(Bucket: string, Key: string, Body: string, visit: Visit): Promise<void> {
  const nothing = () => undefined;
  try {
    await visit.host.callService({
      resource: 'arn:aws:states:::aws-sdk:s3:putObject',
      arguments: { Bucket, Key, Body, ContentType: 'application/json' },
      state: visit.name,
      ofMap: true,
      retryCount: visit.retryCount ?? 0,
      signal: visit.thread.signal,
      submitted: nothing,
      heartbeat: nothing,
    });
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    throw new ResultWriterFailed(error.errorCause ?? error.error);
  }
}
