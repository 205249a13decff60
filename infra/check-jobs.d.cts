declare const checkJobs: {
  /** What is wrong with the jobs of a machine's definition, a sentence each. */
  jobProblems(
    definition: unknown,
    tryDefinition: (name: string, definition: unknown, input: never) => Promise<unknown>,
  ): Promise<string[]>;
};
export = checkJobs;
