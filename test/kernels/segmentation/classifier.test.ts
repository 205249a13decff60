import { trainClassifier, type Tree } from '../../../kernels/segmentation/classifier.ts';
import { featureNames, type Customer } from '../../../kernels/segmentation/features.ts';

const customer = (customerId: number, age: number, income: number): Customer => {
  const capped = featureNames.map((name) => (name === 'age' ? age : name === 'income' ? income : 0));
  return { customerId, capped, scaled: capped };
};
const hundred = Array.from({ length: 100 }, (_, i) => customer(i, i % 10, i));

function ask(tree: Tree, answers: Record<string, number>): number {
  if (!('attribute' in tree)) return tree.segment;
  return ask(answers[tree.attribute]! < tree.below ? tree.then : tree.otherwise, answers);
}

test('the tree finds a border that one attribute draws', () => {
  const labels = hundred.map((_, i) => (i < 40 ? 0 : 1));
  const { tree, accuracy, heldOut, trainedOn } = trainClassifier(hundred, labels, 1);
  expect({ heldOut, trainedOn }).toEqual({ heldOut: 20, trainedOn: 80 });
  expect(accuracy).toBeGreaterThanOrEqual(0.95);
  expect(ask(tree, { age: 5, income: 10, total_spend: 0 })).toBe(0);
  expect(ask(tree, { age: 5, income: 90, total_spend: 0 })).toBe(1);
});

test('the seed decides who is held out', () => {
  const labels = hundred.map((_, i) => (i * 7919) % 3);
  const train = (seed: number) => trainClassifier(hundred, labels, seed);
  expect(train(1)).toEqual(train(1));
  expect(train(1)).not.toEqual(train(2));
});

test('two customers make one leaf', () => {
  const { tree, heldOut } = trainClassifier(hundred.slice(0, 2), [0, 1], 1);
  expect(heldOut).toBe(1);
  expect(tree).toEqual({ segment: expect.any(Number) as number, share: 1 });
});
