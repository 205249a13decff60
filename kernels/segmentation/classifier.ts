import { DecisionTreeClassifier, type TreeNode } from 'ml-cart';
import { shuffled } from '../shuffle.ts';
import { featureNames, type Customer } from './features.ts';

/** What a shop knows of a new customer early; the first of `featureNames`, in their order. */
export const attributes = featureNames.slice(0, 3);

/** A question, or an answer with the share of the training rows in this leaf that it is right for. */
export type Tree =
  { attribute: string; below: number; then: Tree; otherwise: Tree } | { segment: number; share: number };

export interface Classifier {
  attributes: readonly string[];
  /** Share of the held-out customers whose segment the tree gives. */
  accuracy: number;
  heldOut: number;
  trainedOn: number;
  tree: Tree;
}

/** Deeper trees are no better on held-out customers. */
const growth = { maxDepth: 6, minNumSamples: 10, gainThreshold: 0 };

/** ml-cart's time grows with the square of the rows: 5,000 take a few seconds. */
const trainingLimit = 5_000;

/** A decision tree (CART) that gives the segment from a few attributes, tested on a fifth of the customers. */
export function trainClassifier(
  customers: readonly Customer[],
  labels: readonly number[],
  seed: number,
): Classifier {
  const positions = shuffled(customers.length, seed);
  const heldOut = positions.slice(0, Math.max(1, Math.round(customers.length / 5)));
  const training = positions.slice(heldOut.length, heldOut.length + trainingLimit);
  const rowOf = (position: number) => customers[position]!.capped.slice(0, attributes.length);
  const classifier = new DecisionTreeClassifier(growth);
  classifier.train(
    training.map(rowOf),
    training.map((position) => labels[position]!),
  );
  const tree = toTree(classifier.root);
  const right = heldOut.filter((position) => classify(tree, rowOf(position)) === labels[position]).length;
  const counts = { heldOut: heldOut.length, trainedOn: training.length };
  return { attributes, accuracy: right / heldOut.length, ...counts, tree };
}

function toTree({ splitColumn, splitValue, left, right, distribution }: TreeNode): Tree {
  if (left && right) {
    const attribute = attributes[splitColumn!]!;
    return { attribute, below: splitValue!, then: toTree(left), otherwise: toTree(right) };
  }
  const shares = distribution!.getRow(0);
  const share = Math.max(...shares);
  return { segment: shares.indexOf(share), share };
}

function classify(tree: Tree, row: readonly number[]): number {
  if (!('attribute' in tree)) return tree.segment;
  const value = row[(attributes as string[]).indexOf(tree.attribute)]!;
  return classify(value < tree.below ? tree.then : tree.otherwise, row);
}
