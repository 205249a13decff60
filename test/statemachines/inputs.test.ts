import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { projectRoot } from '../support/pipeline.ts';
import { boundsOf, boundsOfField, type Bounds } from './bounds.ts';
import { definitionOf, machines, mistakesIn, valueAfter } from './checked-input.ts';
import { resolved, schemaOf, schemas, type Field } from './schemas.ts';

/** What a field's bound needs beside it: other fields limit it too. */
const beside: Record<string, (value: unknown) => object> = {
  kMin: () => ({ kMax: 20 }),
  kMax: () => ({ kMin: 2 }),
  maxEps: () => ({ algorithm: 'OPTICS', eps: 1e-12 }),
  duplicates: () => ({ time: 'day' }),
  split: (value) => ({ time: 'day', ...(value === 'date' && { firstTestDay: '2026-11-30' }) }),
};

/** The same of an object's members. */
const besideMember: Record<string, object> = {
  'split.date': { testFrom: '2026-11-30' },
  'split.testFrom': { date: 'day' },
};

interface Case {
  machine: string;
  /** e.g. `space.gamma` */
  name: string;
  bounds: Bounds;
  /** The input that has a value there. */
  inputOf: (value: unknown) => object;
}

const cases = machines.flatMap((machine) =>
  Object.keys(schemaOf(machine).properties).flatMap((name) => casesOf(machine, name)),
);

function casesOf(machine: string, name: string): Case[] {
  const file = `${machine}.schema.json`;
  const field = resolved(schemaOf(machine).properties[name]!, file);
  const inputOf = (value: unknown) => ({ ...beside[name]?.(value), [name]: value });
  if (field.type === 'object')
    return Object.entries(field.properties ?? {}).map(([key, each]) => ({
      machine,
      name: `${name}.${key}`,
      bounds: boundsOfField(resolved(each, file), file),
      inputOf: (value: unknown) => ({ [name]: { ...besideMember[`${name}.${key}`], [key]: value } }),
    }));
  // As many points as a list may have are more than an execution's input may have bytes: see below.
  const isBounded =
    (name !== 'points' && field.type !== 'string' && field.type !== undefined) || field.enum !== undefined;
  return isBounded ? [{ machine, name, bounds: boundsOf(machine, name), inputOf }] : [];
}

const listed = cases.map((each): [string, Case] => [`${each.machine} ${each.name}`, each]);

test('there are bounds of every kind', () =>
  expect(listed.map(([title]) => title)).toEqual(
    expect.arrayContaining([
      'svr-leaderboard trials',
      'svr-leaderboard space.gamma',
      'svr-leaderboard maxConcurrency',
      'customer-clusters eps',
      'customer-clusters maxEps',
      'customer-segments kMin',
      'ratings-prep iterate',
      'nightly only',
    ]),
  ));

describe.each(listed)('%s', (_title, { machine, name, bounds, inputOf }) => {
  test('takes its bounds', async () => {
    for (const value of bounds.taken) expect(await mistakesIn(machine, inputOf(value))).toEqual([]);
  });

  test('refuses what lies beyond, and says so', async () => {
    for (const value of bounds.refused) {
      const mistakes = await mistakesIn(machine, inputOf(value));
      expect({ value, mistakes }).toEqual({
        value,
        mistakes: expect.arrayContaining([
          expect.stringMatching(new RegExp(`^${name} must be .*, but was .*\\.$`)),
        ]) as unknown,
      });
    }
  });
});

test('a list of points is taken at its bounds, and refused beyond', async () => {
  const { minItems, maxItems } = schemaOf('svr-leaderboard').properties.points!;
  const counted = (items: number) =>
    `points must be a list of ${minItems} to ${maxItems} objects {gamma, C, epsilon}, or the place of a file that holds one, ` +
    `s3://lake/points/<name>.json or .jsonl, but was a list of ${items}.`;
  const mistakes = async (items: number, item: unknown) => {
    const told = await mistakesIn('svr-leaderboard', { points: Array<unknown>(items).fill(item) });
    return told.map((sentence) => sentence.replace(/s3:\/\/[^/]+\//, 's3://lake/'));
  };
  expect(await mistakes(minItems!, { gamma: 1, C: 1, epsilon: 1 })).toEqual([]);
  expect(await mistakes(minItems! - 1, 1)).toEqual([counted(minItems! - 1)]);
  const tooMany = await mistakes(maxItems! + 1, 1);
  expect(tooMany[0]).toBe(counted(maxItems! + 1));
  expect(tooMany[1]).toMatch(
    new RegExp(`^Each of points must be .*, but one is 1, and ${maxItems} more are wrong\\.$`),
  );
  expect(await mistakes(maxItems!, 1)).toEqual([expect.stringMatching(/^Each of points must be /)]);
});

test('an input as large as Step Functions takes is told what is wrong, and goes on where nothing is', async () => {
  const point = { gamma: 0.1234567890123456, C: 12345.67890123456, epsilon: 0.01234567890123456 };
  const points = Array<object>(3100).fill(point);
  expect(JSON.stringify({ points }).length).toBeGreaterThan(250_000);
  expect(await mistakesIn('svr-leaderboard', { points })).toEqual([]);
  expect(await mistakesIn('nightly', { 'svr-leaderboard': { points } })).toEqual([]);
  const bad = Array<object>(3100).fill({ ...point, gamma: 0 });
  expect(await mistakesIn('svr-leaderboard', { points: bad })).toHaveLength(1);
  expect(await mistakesIn('nightly', { 'svr-leaderboard': { points: bad } })).toHaveLength(1);
  const [mistake] = await mistakesIn('svr-leaderboard', { strategy: '"'.repeat(120_000) });
  expect(mistake!.length).toBeLessThanOrEqual(500);
});

describe('the hyperparameters of points and ranges', () => {
  const file = 'svr-leaderboard.schema.json';
  const { taken, refused } = boundsOfField(schemas.get(file)!.$defs!.hyperparameter!, file);
  const point = (gamma: unknown) => ({ gamma, C: 1, epsilon: 1 });

  test('are taken at their bounds', async () => {
    expect(await mistakesIn('svr-leaderboard', { points: taken.map(point) })).toEqual([]);
    expect(await mistakesIn('svr-leaderboard', { space: { C: taken } })).toEqual([]);
  });

  test('are refused beyond: the first of a list, and how many more', async () => {
    expect(await mistakesIn('svr-leaderboard', { points: [...taken, ...refused].map(point) })).toEqual([
      'Each of points must be {gamma, C, epsilon} with numbers greater than 0 and at most 1e9, ' +
        `but one is ${JSON.stringify(point(refused[0]))}, and ${refused.length - 1} more are wrong.`,
    ]);
    for (const value of refused)
      expect(await mistakesIn('svr-leaderboard', { space: { C: [1, value] } })).toHaveLength(1);
  });

  test.each([[[1, 2]], ['x'], [null], [{}], [{ gamma: [1, 2], C: 'x', epsilon: 1 }]])(
    'a point that is %j is refused as it stands',
    async (bad) => {
      const [mistake] = await mistakesIn('svr-leaderboard', { points: [bad] });
      expect(mistake).toContain(`but one is ${JSON.stringify(bad)}.`);
    },
  );
});

describe('an input with many mistakes', () => {
  test('is told all of them, a line each', async () => {
    const input = { trails: 1, trials: 0, space: { gama: [1, 2], C: [2, 1] }, strategy: 7, folds: 1 };
    expect(await mistakesIn('svr-leaderboard', input)).toEqual([
      expect.stringMatching(/^Unknown field trails\. The input takes table, id, target, features, split, /),
      'trials must be a whole number from 1 to 10000, but was 0.',
      'Unknown field space.gama. The ranges are gamma, C and epsilon.',
      expect.stringMatching(/^space\.C must be \[lowest, highest\], .* in this order, but was \[2,1\]\.$/),
      'strategy must be random or grid or halton, but was 7.',
      'folds must be a whole number from 2 to 100, but was 1.',
    ]);
  });

  test('is told of twenty lines at most, none of them long', async () => {
    const bad = Object.fromEntries(
      machines
        .filter((machine) => machine !== 'nightly')
        .map((machine) => [machine, everyFieldWrong(machine)]),
    );
    const mistakes = await mistakesIn('nightly', bad);
    expect(mistakes).toHaveLength(20);
    expect(mistakes.at(-1)).toMatch(/^And \d+ more\.$/);
    expect(Math.max(...mistakes.map(({ length }) => length))).toBeLessThanOrEqual(500);
  });

  test('names the first unknown fields and how many more', async () => {
    const [mistake] = await mistakesIn('ratings-prep', { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 });
    expect(mistake).toMatch(/^Unknown fields a, b, c, d, e and 2 more\. The input takes table, customer, /);
  });

  const everyFieldWrong = (machine: string) =>
    Object.fromEntries(Object.keys(schemaOf(machine).properties).map((name) => [name, ['x'.repeat(1000)]]));
});

describe.each(machines)('the schema of %s', (machine) => {
  const schema = schemaOf(machine);
  const fields = Object.entries(schema.properties);

  test('describes every field, and gives an example that the machine takes', async () => {
    for (const [name, field] of fields)
      expect([name, field.description ?? field.$ref]).toEqual([name, expect.any(String)]);
    expect(schema.examples.length).toBeGreaterThan(0);
    for (const example of schema.examples) expect(await mistakesIn(machine, example)).toEqual([]);
  });

  test('has the defaults that the machine goes on with, each of which it takes', async () => {
    const file = `${machine}.schema.json`;
    const config = (await valueAfter(machine, {}, '$config')) as Record<string, unknown>;
    for (const [name, field] of fields.filter(([each]) => each in config)) {
      const given = defaultOf(resolved(field, file), file);
      expect([name, config[name]]).toEqual([name, given ?? null]);
      if (given !== undefined) expect(await mistakesIn(machine, { [name]: given })).toEqual([]);
    }
  });

  test('says of the events of the machine what the machine says, as other validators read it', async () => {
    const ajv = new Ajv2020({ strict: false });
    for (const [file, each] of schemas) ajv.addSchema(each, file);
    const isValid = ajv.getSchema(`${machine}.schema.json`)!;
    const events = readdirSync(join(projectRoot, 'events')).filter((file) =>
      new RegExp(`^${machine}(-optics)?\\.json$`).test(file),
    );
    expect(events).not.toEqual([]);
    for (const event of events) {
      const input = JSON.parse(readFileSync(join(projectRoot, 'events', event), 'utf8')) as object;
      expect([event, isValid(input), isValid.errors ?? null]).toEqual([event, true, null]);
      expect(await mistakesIn(machine, input)).toEqual([]);
    }
    for (const { name, inputOf, bounds } of cases.filter((each) => each.machine === machine)) {
      for (const value of bounds.taken)
        expect([name, value, isValid(inputOf(value))]).toEqual([name, value, true]);
      for (const value of bounds.refused)
        expect([name, value, isValid(inputOf(value))]).toEqual([name, value, false]);
    }
    expect(isValid({ unknown: 1 })).toBe(false);
    expect(isValid({ Comment: 'anything', scheduledTime: '2026-11-30T04:30:00Z' })).toBe(true);
  });
});

function defaultOf(field: Field, file: string): unknown {
  if (field.type !== 'object') return field.default;
  const inner = Object.entries(field.properties!);
  return Object.fromEntries(inner.map(([name, each]) => [name, defaultOf(resolved(each, file), file)]));
}

test.each([
  [{}, 0.3],
  [{ eps: 0.5 }, 0.5],
  [{ algorithm: 'OPTICS' }, 0.45],
  [{ algorithm: 'OPTICS', eps: 0.6 }, 0.6],
  [{ algorithm: 'OPTICS', maxEps: 0.5 }, 0.5],
])('the pairs of %j reach as far as %d', async (input, maxEps) => {
  expect(await valueAfter('customer-clusters', input, '$maxEps')).toBe(maxEps);
});

describe("svr-leaderboard on a table of one's own", () => {
  const houses = { table: 'houses', target: 'price' };

  test.each([
    [{}, { target: 'y_true', split: { column: 'is_train' }, ranges: 'absolute' }],
    [houses, { target: 'price', split: { share: 0.2 }, ranges: 'relative' }],
    [
      { ...houses, split: { column: 'known' }, ranges: 'absolute' },
      { target: 'price', split: { column: 'known' }, ranges: 'absolute' },
    ],
  ])('%j has the defaults %j', async (input, expected) => {
    const expression = '{"target": $target, "split": $sides, "ranges": $ranges}';
    expect(await valueAfter('svr-leaderboard', input, expression)).toEqual(expected);
  });

  const gamma = [0.001, 31.6];
  test.each([
    [{}, { gamma, C: [0.1, 10000], epsilon: [0.01, 31.6] }],
    [{ space: { C: [1, 2] } }, { gamma, C: [1, 2], epsilon: [0.01, 31.6] }],
    [houses, { gamma, C: [0.01, 1000], epsilon: [0.001, 1] }],
    [
      { ...houses, space: { C: [1, 2] } },
      { gamma, C: [1, 2], epsilon: [0.001, 1] },
    ],
    [{ ranges: 'relative' }, { gamma, C: [0.01, 1000], epsilon: [0.001, 1] }],
  ])('%j is searched in %j', async (input, space) => {
    expect(await valueAfter('svr-leaderboard', input, '$space')).toEqual(space);
  });

  test('needs a target', async () => {
    expect(await mistakesIn('svr-leaderboard', { table: 'houses' })).toEqual([
      'target must be the column of houses to predict, but was left out.',
    ]);
  });

  test.each([{ column: 'c' }, { share: 0.3 }, { date: 'd', testFrom: '2026-01-01' }, { group: 'g' }])(
    'may be split by %j',
    async (split) => expect(await mistakesIn('svr-leaderboard', { ...houses, split })).toEqual([]),
  );

  test.each([
    {},
    { date: 'd' },
    { column: 'c', share: 0.2 },
    { group: 'g', date: 'd', testFrom: '2026-01-01' },
  ])('may not be split by %j', async (split) =>
    expect(await mistakesIn('svr-leaderboard', { ...houses, split })).toEqual([
      `split must be {column}, {share}, {date, testFrom}, {group} or {group, share}, but was ${JSON.stringify(split)}.`,
    ]),
  );
});

test('nightly runs the jobs that are switched on, all of them by default', async () => {
  const folder = join(projectRoot, 'jobs');
  const jobs = readdirSync(folder).map((file) => ({
    name: file.replace('.json', ''),
    ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as { machine: string; night: boolean }),
  }));
  const ofNight = jobs.filter(({ night }) => night);
  expect(ofNight.map(({ name }) => name)).toEqual(expect.arrayContaining(['svr-leaderboard']));
  expect(await valueAfter('nightly', {}, '$jobs.{"name": name, "machine": machine}')).toEqual(
    ofNight.map(({ name, machine }) => ({ name, machine })),
  );
  expect(await valueAfter('nightly', {}, '$only')).toEqual(ofNight.map(({ name }) => name));
});

describe.each(machines.filter((machine) => machine !== 'nightly'))('the job of %s', (machine) => {
  test('is that of its name where none is given', async () => {
    expect(await valueAfter(machine, {}, '$config.job')).toBe(machine);
    expect(await valueAfter(machine, { job: machine }, '$config.job')).toBe(machine);
  });

  test.each([['houses'], [5], [null], [{}], [[machine]]])('is not %j', async (job) => {
    expect(await mistakesIn(machine, { job })).toEqual([
      `job must be ${machine}, but was ${JSON.stringify(job)}.`,
    ]);
  });
});

describe.each(machines)('the day of %s', (machine) => {
  test.each([
    [{ asOf: '2024-02-29' }, '2024-02-29'],
    [{ asOf: '2026-11-30', scheduledTime: '2026-12-01T04:30:00Z' }, '2026-11-30'],
    [{ scheduledTime: '2026-12-01T04:30:00Z' }, '2026-12-01'],
    // The start of the tests' executions.
    [{ scheduledTime: 'soon' }, '2024-01-01'],
    [{ scheduledTime: 5 }, '2024-01-01'],
    [{}, '2024-01-01'],
  ])('with %j is %s', async (input, day) => {
    expect(await valueAfter(machine, input, '$asOf')).toBe(day);
  });

  test.each(['2026-02-29', '2026-04-31', '2026-13-01', '30.11.2026', '2026-11-30T00:00:00Z', 20261130, null])(
    'is not %j',
    async (asOf) => {
      expect(await mistakesIn(machine, { asOf })).toEqual([
        `asOf must be a day, as 2026-11-30, but was ${JSON.stringify(asOf)}.`,
      ]);
    },
  );
});

describe.each(machines)('the definition of %s', (machine) => {
  test('is readable in the console: no long expression, one way into InvalidInput', () => {
    const texts = textsIn(definitionOf(machine)).filter((text) => text.startsWith('{%'));
    for (const text of texts) expect([text.length > '{%  %}'.length + 400, text]).toEqual([false, text]);
    const ways = JSON.stringify(definitionOf(machine)).match(/"Next":"InvalidInput"/g);
    expect(ways).toHaveLength(1);
  });
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
