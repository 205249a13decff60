/**
 * Runs map-package.mjs's distributed Map in the local runtime. Prints the seconds from the start of the execution to its
 * end, and its output.
 *
 *   distributed-map PACKAGE HOME
 */
import { setTimeout as pause } from 'node:timers/promises';
import { SFN } from '@aws-sdk/client-sfn';
import { startRuntime } from 'template-runtime';

const [packageDirectory, home] = process.argv.slice(2);

async function main() {
  const runtime = await startRuntime({ home: home!, packageDirectory: packageDirectory! });
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const sfn = new SFN({ endpoint: runtime.endpoint, region: 'us-east-1', credentials });
  const { stateMachines } = await sfn.listStateMachines();
  const { executionArn } = await sfn.startExecution({ stateMachineArn: stateMachines![0]!.stateMachineArn });
  let ended = await sfn.describeExecution({ executionArn });
  while (ended.status === 'RUNNING') {
    await pause(50);
    ended = await sfn.describeExecution({ executionArn });
  }
  const seconds = (ended.stopDate!.getTime() - ended.startDate!.getTime()) / 1000;
  console.log(JSON.stringify({ seconds, output: ended.output ?? `${ended.error}: ${ended.cause}` }));
  sfn.destroy();
  await runtime.stop();
}

void main();
