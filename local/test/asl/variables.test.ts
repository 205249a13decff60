import { InvalidDefinition } from '../../src/asl/index.ts';
import { run, VirtualHost } from '../../conformance/virtual-host.ts';

const host = () => new VirtualHost();
const succeed = (output: string) => ({ Type: 'Succeed', Output: output });

describe('variables', () => {
  it('are seen by Assign and Output as they were when the state was entered', async () => {
    const definition = {
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Assign: { x: 1, y: 10 }, Next: 'Swap' },
        Swap: { Type: 'Pass', Assign: { x: '{% $y %}', y: '{% $x %}' }, Output: '{% $x %}', Next: 'Last' },
        Last: succeed('{% [$states.input, $x, $y] %}'),
      },
    };
    expect(await run(definition, {}, host())).toEqual([1, 10, 1]);
  });

  it('are read by branches and iterations, which keep their own to themselves', async () => {
    const branch = (name: string, value: number) => ({
      StartAt: name,
      States: {
        [name]: { Type: 'Pass', Assign: { own: `{% $outer + ${value} %}` }, Next: `${name}End` },
        [`${name}End`]: succeed('{% $own %}'),
      },
    });
    const definition = {
      StartAt: 'Start',
      States: {
        Start: { Type: 'Pass', Assign: { outer: 100 }, Next: 'Branches' },
        Branches: {
          Type: 'Parallel',
          Branches: [branch('A', 1), branch('B', 2)],
          Assign: { sums: '{% $states.result %}' },
          Next: 'Map',
        },
        Map: { Type: 'Map', Items: [1, 2], ItemProcessor: branch('C', 3), Next: 'Last' },
        Last: succeed("{% {'sums': $sums, 'map': $states.input, 'own': $exists($own)} %}"),
      },
    };
    expect(await run(definition, {}, host())).toEqual({ sums: [101, 102], map: [103, 103], own: false });
  });

  it('are not seen by the children of a distributed Map', async () => {
    const definition = {
      StartAt: 'Start',
      States: {
        Start: { Type: 'Pass', Assign: { outer: 1 }, Next: 'Map' },
        Map: {
          Type: 'Map',
          Items: [1],
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Look',
            States: { Look: succeed('{% $exists($outer) %}') },
          },
          End: true,
        },
      },
    };
    expect(await run(definition, {}, host())).toEqual([false]);
  });

  it('of an outer flow cannot be assigned in an inner one', async () => {
    const assigning = { StartAt: 'Inner', States: { Inner: { Type: 'Pass', Assign: { x: 2 }, End: true } } };
    const definition = (mode: object) => ({
      StartAt: 'Start',
      States: {
        Start: { Type: 'Pass', Assign: { x: 1 }, Next: 'Map' },
        Map: { Type: 'Map', Items: [1], ItemProcessor: { ...assigning, ...mode }, End: true },
      },
    });
    const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
    expect(() => run(definition({}), {}, host())).toThrow(InvalidDefinition);
    expect(await run(definition(distributed), {}, host())).toEqual([1]);
  });

  it('are recorded with the state that assigned them', async () => {
    const recording = host();
    await run(
      { StartAt: 'S', States: { S: { Type: 'Pass', Assign: { a: { b: [1] } }, End: true } } },
      {},
      recording,
    );
    expect(recording.events.at(-1)!.stateExitedEventDetails).toMatchObject({
      name: 'S',
      assignedVariables: { a: '{"b":[1]}' },
    });
  });

  it('named like members of a prototype stay data', async () => {
    const input = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as {
      constructor: number;
    };
    const definition = {
      StartAt: 'S',
      States: {
        S: { Type: 'Pass', Assign: { a: '{% $states.input %}' }, Next: 'T' },
        T: succeed('{% $a %}'),
      },
    };
    const output = await run(definition, input, host());
    expect(JSON.stringify(output)).toBe('{"__proto__":{"polluted":true},"constructor":1}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
