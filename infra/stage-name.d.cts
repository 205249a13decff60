declare const stageName: {
  stageProblem(stage: string, region: string): string | undefined;
  databaseName(stage: string): string;
};
export = stageName;
