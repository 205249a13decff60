/** What the optimized integrations add to a result about the HTTP exchange, in the recorded form. */
export interface SdkMetadata {
  SdkHttpMetadata: {
    AllHttpHeaders: Record<string, string[]>;
    HttpHeaders: Record<string, string>;
    HttpStatusCode: number;
  };
  SdkResponseMetadata: { RequestId: string };
}

export function sdkMetadata(
  requestId: string,
  body: string,
  statusCode: number,
  more: Record<string, string> = {},
): SdkMetadata {
  const headers: Record<string, string> = {
    Connection: 'keep-alive',
    'Content-Length': String(Buffer.byteLength(body)),
    Date: new Date().toUTCString(),
    'x-amzn-RequestId': requestId,
    ...more,
  };
  const all = Object.entries(headers).map(([name, value]) => [name, [value]]);
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(all) as Record<string, string[]>,
      HttpHeaders: headers,
      HttpStatusCode: statusCode,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
