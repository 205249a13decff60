declare module 'ml-cart' {
  export interface ClassifierOptions {
    maxDepth: number;
    /** Nodes with no more rows than this are leaves. */
    minNumSamples: number;
    /** Splits must lower the Gini impurity by more than this. */
    gainThreshold: number;
  }

  /** An inner node has `left` for values below `splitValue` and `right` for the others, a leaf has `distribution`. */
  export interface TreeNode {
    splitColumn?: number;
    splitValue?: number;
    left?: TreeNode;
    right?: TreeNode;
    /** A row of shares by label, up to the largest label in the leaf. */
    distribution?: { getRow(index: 0): number[] };
  }

  export class DecisionTreeClassifier {
    constructor(options: ClassifierOptions);
    root: TreeNode;
    train(rows: number[][], labels: number[]): void;
  }
}
