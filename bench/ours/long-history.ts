/**
 * Counts in a loop, state by state, until the history is nearly full. Prints the microseconds of a transition in each
 * quarter of the last execution's history; the executions before warm the process up.
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

async function main() {
  const execute = localStates(home!, definition, () => null);
  let output;
  for (let i = 1; i <= Number(executions); i++) output = await execute(0, `run-${i}`);
  const history = readFileSync(join(home!, 'states/machine', `run-${executions}`, 'history.jsonl'), 'utf8');
  const times = history
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as [id: number, previousId: number, timestamp: number])[2]);
  const quarter = Math.floor(times.length / 4);
  const quarters = [0, 1, 2, 3].map(
    (i) => (1000 * (times[(i + 1) * quarter - 1]! - times[i * quarter]!)) / (quarter / 2),
  );
  console.log(JSON.stringify({ output, events: times.length, quarters }));
}

void main();
