/** Fields of JSONPath states, with what JSONata has in their place. */
const jsonPathFields: Record<string, string> = {
  InputPath: 'Arguments or Output',
  OutputPath: 'Output',
  ResultPath: 'Output',
  ResultSelector: 'Output',
  Parameters: 'Arguments, or ItemSelector in a Map',
  Result: 'Output',
  ItemsPath: 'Items',
  SecondsPath: 'Seconds',
  TimestampPath: 'Timestamp',
  TimeoutSecondsPath: 'TimeoutSeconds',
  HeartbeatSecondsPath: 'HeartbeatSeconds',
  MaxConcurrencyPath: 'MaxConcurrency',
  ToleratedFailureCountPath: 'ToleratedFailureCount',
  ToleratedFailurePercentagePath: 'ToleratedFailurePercentage',
  MaxItemsPath: 'MaxItems',
  MaxItemsPerBatchPath: 'MaxItemsPerBatch',
  MaxInputBytesPerBatchPath: 'MaxInputBytesPerBatch',
  ErrorPath: 'Error',
  CausePath: 'Cause',
  Variable: 'Condition',
  And: 'Condition',
  Or: 'Condition',
  Not: 'Condition',
};

/** Fields that AWS has and this interpreter does not, with what to do instead. */
const missingFields: Record<string, string> = {
  Iterator: 'use ItemProcessor',
};

/** Why a field is not among `known`. */
export function whyUnsupported(name: string, known: string[]): string {
  if (Object.hasOwn(missingFields, name)) return `is not supported: ${missingFields[name]}.`;
  if (Object.hasOwn(jsonPathFields, name)) {
    return `belongs to JSONPath, and only JSONata is supported: use ${jsonPathFields[name]}.`;
  }
  return `is not known here. Known are: ${known.join(', ')}.`;
}
