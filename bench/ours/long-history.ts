/**
 * Counts in a loop, state by state, until the history is nearly full, again and again. Prints the microseconds of a
 * transition in each quarter of each history.
 *
 *   long-history HOME EXECUTIONS
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localStates } from './local-states.ts';

const [home, executions] = process.argv.slice(2);
/** Two states with two events each a round, and AWS allows 25,000 events. */
const rounds = 6000;
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Add',
  States: {
    Add: { Type: 'Pass', Output: '{% $states.input + 1 %}', Next: 'Enough' },
    Enough: {
      Type: 'Choice',
      Choices: [{ Condition: `{% $states.input >= ${rounds} %}`, Next: 'Done' }],
      Default: 'Add',
    },
    Done: { Type: 'Succeed' },
  },
};

/** The times of all events of an execution, in milliseconds. */
function timesOf(name: string): number[] {
  const history = readFileSync(join(home!, 'states/machine', name, 'history.jsonl'), 'utf8');
  return history
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as [id: number, previousId: number, timestamp: number])[2]);
}

function quartersOf(times: number[]): number[] {
  const quarter = Math.floor(times.length / 4);
  return [0, 1, 2, 3].map(
    (i) => (1000 * (times[(i + 1) * quarter - 1]! - times[i * quarter]!)) / (quarter / 2),
  );
}

async function main() {
  const execute = localStates(home!, definition, () => null);
  let output;
  let times: number[] = [];
  const quarters: number[][] = [];
  for (let i = 1; i <= Number(executions); i++) {
    output = await execute(0, `run-${i}`);
    times = timesOf(`run-${i}`);
    quarters.push(quartersOf(times));
  }
  console.log(JSON.stringify({ output, events: times.length, quarters }));
}

void main();
