/**
 * Loads the packaged template, starts a machine and waits for its first state. Prints the milliseconds from the load and
 * from the start of the process, and whether it is the state that the definition starts at.
 *
 *   first-state PACKAGE HOME
 */
import { SFN } from '@aws-sdk/client-sfn';
import { startRuntime } from 'template-runtime';

const [packageDirectory, home] = process.argv.slice(2);

async function main() {
  const loading = Date.now();
  const runtime = await startRuntime({ home: home!, packageDirectory: packageDirectory! });
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const sfn = new SFN({ endpoint: runtime.endpoint, region: 'us-east-1', credentials });
  const { stateMachines } = await sfn.listStateMachines();
  const nightly = stateMachines!.find(({ name }) => name!.endsWith('nightly'))!;
  const { executionArn } = await sfn.startExecution({ stateMachineArn: nightly.stateMachineArn });
  for (;;) {
    const { events } = await sfn.getExecutionHistory({ executionArn: executionArn! });
    const entered = events!.find(({ type }) => type!.endsWith('StateEntered'));
    if (!entered) continue;
    const at = entered.timestamp!.getTime();
    const { definition } = await sfn.describeStateMachine({ stateMachineArn: nightly.stateMachineArn });
    const { StartAt } = JSON.parse(definition!) as { StartAt: string };
    const isFirst = entered.stateEnteredEventDetails!.name === StartAt;
    console.log(JSON.stringify({ fromLoad: at - loading, fromStart: at - performance.timeOrigin, isFirst }));
    break;
  }
  await sfn.stopExecution({ executionArn });
  sfn.destroy();
  await runtime.stop();
}

void main();
