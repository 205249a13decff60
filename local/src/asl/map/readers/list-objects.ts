import type { Json } from '../../host.ts';
import type { Visit } from '../../run/visit.ts';

type Members = Record<string, Json>;

/**
 * The objects under a prefix, page by page, through the S3 API. As recorded on AWS, an item's entity tag is named
 * `Etag`, not `ETag`; its LastModified is a number of seconds, as in the sample of
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export async function* listObjects(args: Json, visit: Visit): AsyncIterable<Json> {
  let token: Json | undefined;
  do {
    const page = await listPage(
      { ...(args as Members), ...(token !== undefined && { ContinuationToken: token }) },
      visit,
    );
    yield* ((page.Contents ?? []) as Members[]).map(itemOf);
    token = page.NextContinuationToken;
  } while (typeof token === 'string');
}

function itemOf({ ETag, ...object }: Members): Json {
  const item: Members = { Etag: ETag ?? null, ...object };
  if (typeof item.LastModified === 'string')
    item.LastModified = Math.floor(Date.parse(item.LastModified) / 1000);
  return item;
}

async function listPage(args: Members, visit: Visit): Promise<Members> {
  const nothing = () => undefined;
  const page = await visit.host.callService({
    resource: 'arn:aws:states:::aws-sdk:s3:listObjectsV2',
    arguments: args,
    state: visit.name,
    ofMap: true,
    retryCount: visit.retryCount ?? 0,
    signal: visit.thread.signal,
    submitted: nothing,
    heartbeat: nothing,
  });
  return page as Members;
}
