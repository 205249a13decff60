import type { Json } from '../../asl/host.ts';
import { membersOf } from './arguments.ts';
import { callOptimized } from './call-service.ts';
import type { Answer } from './call-service.ts';
import type { Integration } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import type { OptimizedService } from './service-errors.ts';
import { sortMembers, toStateData, withoutNulls } from './state-data.ts';
import { stringify } from '../../asl/json/index.ts';

/** An integration that makes one call and gives its response. */
export function requestResponse(service: OptimizedService, operation: string): Integration {
  const target = { service, operation };
  return {
    needs: [target],
    run: async (request, caller) => {
      const input = withoutNulls(membersOf(request.arguments, request.resource));
      return responseOf(await callOptimized(caller, target, input, request.signal));
    },
  };
}

/** A response with the metadata of its HTTP exchange. */
export function responseOf({ output, requestId }: Answer): Json {
  const data = toStateData(output, 'epochMilliseconds') as Record<string, Json>;
  const metadata = sdkMetadata(requestId, stringify(data), 200, {
    'Content-Type': 'application/x-amz-json-1.1',
  });
  return sortMembers({
    ...data,
    SdkHttpMetadata: { ...metadata.SdkHttpMetadata },
    SdkResponseMetadata: { ...metadata.SdkResponseMetadata },
  });
}
