import { createAthenaService } from '../../src/athena/index.ts';
import type { Engine } from '../../src/athena/index.ts';
import { createCloudFormationService } from '../../src/cloudformation/index.ts';
import { createGlueService } from '../../src/glue/index.ts';
import { createCredentials } from '../../src/iam/index.ts';
import { createLambdaService } from '../../src/lambda/index.ts';
import { createS3Service } from '../../src/s3/index.ts';
import type { Service } from '../../src/service.ts';
import { createStatesService } from '../../src/sfn/index.ts';
import { createStsService } from '../../src/sts/index.ts';
import type { Stack } from '../../src/template/index.ts';

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
