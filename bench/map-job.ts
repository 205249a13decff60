import { writeFile } from 'node:fs/promises';

const work = {
  Type: 'Task',
  Resource: 'arn:aws:lambda:us-east-1:000000000000:function:square',
  End: true,
};

/** An inline Map whose iterations shape their item and call a function. */
const machineOf = (items: object, shape: object) => ({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ...items,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'Shape',
        States: { Shape: { Type: 'Pass', ...shape, Next: 'Work' }, Work: work },
      },
      End: true,
    },
  },
});

const machines = {
  jsonata: {
    QueryLanguage: 'JSONata',
    ...machineOf(
      { Items: '{% $states.input.items %}' },
      { Output: { n: '{% $states.input.n %}', kind: 'item' } },
    ),
  },
  jsonPath: machineOf({ ItemsPath: '$.items' }, { Parameters: { 'n.$': '$.n', kind: 'item' } }),
};

/** Writes what all programs run: the machine in both languages, its input, and how often to run it. */
export async function writeMapJob(
  path: string,
  { items, executions }: { items: number; executions: number },
): Promise<{ transitions: number }> {
  const input = { items: Array.from({ length: items }, (_, n) => ({ n })) };
  await writeFile(path, JSON.stringify({ machines, input, executions }));
  return { transitions: 1 + 2 * items };
}
