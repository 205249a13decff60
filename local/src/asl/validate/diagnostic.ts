import type { Finding } from '../invalid-definition.ts';

/**
 * One thing that is wrong with a definition, as ValidateStateMachineDefinition tells it:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 */
export interface Diagnostic {
  severity: 'ERROR';
  code:
    'INVALID_JSON_DESCRIPTION' | 'SCHEMA_VALIDATION_FAILED' | 'UNSUPPORTED_QUERY_LANGUAGE' | Finding['code'];
  message: string;
  /** Path within the definition: `/States/Wait/Timestamp`. */
  location?: string;
}

export function schemaError(message: string, location?: string): Diagnostic {
  const diagnostic: Diagnostic = { severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message };
  return location === undefined ? diagnostic : { ...diagnostic, location };
}
