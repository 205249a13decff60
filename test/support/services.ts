import { createAthenaService } from '../../local/athena/index.ts';
import type { Engine } from '../../local/athena/index.ts';
import { createCloudFormationService } from '../../local/cloudformation/index.ts';
import { createGlueService } from '../../local/glue/index.ts';
import { createCredentials } from '../../local/iam/index.ts';
import { createLambdaService } from '../../local/lambda/index.ts';
import { createS3Service } from '../../local/s3/index.ts';
import type { Service } from '../../local/service.ts';
import { createStatesService } from '../../local/states/index.ts';
import { createStsService } from '../../local/sts/index.ts';
import type { Stack } from '../../local/template/index.ts';

/** Takes no statement for SQL: how statements are read is tested elsewhere, and nothing has to run here. */
const engine: Engine = {
  describe: async () => ({ kind: 'unparsable', message: 'line 1:1: no SQL' }),
  run: () => Promise.reject(new Error('nothing runs')),
  close: async () => undefined,
};

/** Every local service, as the runtime has them, but without an SQL engine. */
export function allServices(home: string, stack: Stack): Service[] {
  const place = { home, stack, authorize: () => undefined };
  const glue = createGlueService(place);
  const states = createStatesService({ ...place, services: () => services });
  const services = [
    states,
    createAthenaService({ ...place, catalog: glue.catalog, engine }),
    glue,
    createS3Service(place),
    createLambdaService({ ...place, credentials: createCredentials(), endpoint: () => '' }),
    createCloudFormationService(place),
    createStsService({ ...place, accountId: stack.accountId }),
  ];
  states.start();
  return services;
}
