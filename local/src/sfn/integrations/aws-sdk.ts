/**
 * `aws-sdk:<service>:<operation>`, the operations of the local services as they are:
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
import type { Json } from '../../asl/host.ts';
import type { Members } from './arguments.ts';
import { membersOf } from './arguments.ts';
import { lambdaAdapter, s3Adapter, sfnAdapter } from './aws-sdk-adapters.ts';
import type { Adapter } from './aws-sdk-adapters.ts';
import { callAwsSdk } from './call-service.ts';
import type { Integration } from './integration.ts';
import { modelledErrors } from './modelled-errors.ts';
import type { CalledService } from './modelled-errors.ts';
import { toStateData, withoutNulls } from './state-data.ts';

const plain: Adapter = { input: (members) => members, output: async (output) => output };

const adapters: Record<CalledService, Adapter> = {
  athena: plain,
  glue: plain,
  lambda: lambdaAdapter,
  s3: s3Adapter,
  sfn: sfnAdapter,
};

/** Undefined for services that the local runtime does not have. */
export function awsSdk(service: string, operation: string): Integration | undefined {
  if (!isCalledService(service)) return undefined;
  const target = { service, operation };
  const adapter = adapters[service];
  return {
    needs: [target],
    async run(request, caller): Promise<Json> {
      const members = withoutNulls(membersOf(request.arguments, request.resource)) as Members;
      const { output } = await callAwsSdk(caller, target, adapter.input(members), request.signal);
      return toStateData(await adapter.output(output), 'iso8601');
    },
  };
}

function isCalledService(service: string): service is CalledService {
  return Object.hasOwn(modelledErrors, service);
}
