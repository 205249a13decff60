/** Expressions that only look a value up, against JSONata itself. */
import fc from 'fast-check';
import jsonata from 'jsonata';
import type { Json } from '../../src/asl/host.ts';
import { Expression } from '../../src/asl/jsonata/expression.ts';

// The last two are operators elsewhere.
const name = fc.constantFrom('a', 'b1', '_c', 'items', 'constructor', 'length', 'and', 'in');
const { value: data } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.integer(), fc.string({ maxLength: 2 }), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const path = fc
  .tuple(
    fc.constantFrom('$states.input', '$states.result', '$order', '$nothing'),
    fc.array(name, { maxLength: 3 }),
  )
  .map(([start, names]) => [start, ...names].join('.'));

it.each<[string, Json, Json]>([
  ['$order.items', { items: [1] }, [1]],
  ['$order.items', { items: [] }, []],
  ['$order.items', { items: null }, null],
  ['$order.a.b', { a: [{ b: 1 }, { b: [2, 3] }, {}] }, [1, 2, 3]],
  ['$order.a.b', { a: [{ b: 1 }] }, 1],
  ['$order.a[0]', { a: [5, 6] }, 5],
  ['$order.a[]', { a: 5 }, [5]],
  ['$order', [7], [7]],
])('%s of %j is %j', async (text, order, expected) => {
  expect(await evaluate(text, order, null)).toEqual(expected);
});

it.each(['$order.true', '$order.null.a'])('%s is refused, as by JSONata', (text) => {
  expect(() => new Expression(text)).toThrow(expect.objectContaining({ code: 'S0213' }) as Error);
});

it('gives what JSONata gives, whatever the data', async () => {
  await fc.assert(
    fc.asyncProperty(path, data, data, async (text, order, input) => {
      // Copies without prototypes: JSONata 2.0.6 would find what every JavaScript object has.
      const [ownOrder, ownInput] = [bare(order), bare(input)];
      const theirs: unknown = await jsonata(text).evaluate(undefined, {
        order: ownOrder,
        states: { input: ownInput },
      });
      const ours = await evaluate(text, order, input).catch(() => undefined);
      expect(ours === undefined ? 'nothing' : JSON.stringify(ours)).toBe(
        theirs === undefined ? 'nothing' : JSON.stringify(theirs),
      );
    }),
    { numRuns: 2000, seed: 1 },
  );
});

function evaluate(text: string, order: Json, input: Json): Promise<Json> {
  const variable = (wanted: string) => (wanted === 'order' ? order : undefined);
  return new Expression(text).evaluate({ states: { input }, variable, now: () => new Date(0) });
}

function bare(value: Json): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, bare(member)]);
  return Object.assign(Object.create(null) as object, Object.fromEntries(members));
}
