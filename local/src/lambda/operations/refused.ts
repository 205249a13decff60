const ofTemplate =
  'The functions are those of the packaged template: change serverless.yml and package again.';

/** Operations that somebody may look for here, each with what there is instead. */
export const refusedOperations: Readonly<Record<string, string>> = {
  createFunction: ofTemplate,
  deleteFunction: ofTemplate,
  getFunctionConfiguration: 'GetFunction answers the same as its Configuration.',
  invokeAsync: 'Use Invoke with the InvocationType Event.',
  invokeWithResponseStream: 'Invoke answers all that a function wrote to its stream, at once.',
  updateFunctionCode: ofTemplate,
  updateFunctionConfiguration: ofTemplate,
};
