declare module 'libsvm-js' {
  /** Options by LIBSVM's meaning; `cost` is C, `cacheSize` is in MB. */
  export interface SvmOptions {
    type: string;
    kernel: string;
    gamma: number;
    cost: number;
    epsilon: number;
    tolerance: number;
    shrinking: boolean;
    cacheSize: number;
    quiet: boolean;
  }

  export interface Svm {
    train(samples: readonly (readonly number[])[], targets: readonly number[]): void;
    predict(samples: readonly (readonly number[])[]): number[];
    getSVIndices(): number[];
    serializeModel(): string;
    /** The WebAssembly memory of a model is not garbage-collected. */
    free(): void;
  }

  export interface SvmClass {
    new (options: SvmOptions): Svm;
    load(serializedModel: string): Svm;
    SVM_TYPES: { EPSILON_SVR: string };
    KERNEL_TYPES: { RBF: string };
  }

  const ready: Promise<SvmClass>;
  export default ready;
}
