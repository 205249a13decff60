import type { Place } from './place.ts';
import { noValue } from './scope.ts';
import { shown, TemplateError } from './template-error.ts';

const scalarTypes = ['String', 'Number'];
const listTypes = ['CommaDelimitedList', 'List<Number>', 'List<String>'];

/** The template's parameters by name. Nobody passes values locally, so each one needs its default. */
export function parameterValues(section: Record<string, unknown>): Map<string, unknown> {
  return new Map(Object.entries(section).map(([name, parameter]) => [name, defaultOf(name, parameter)]));
}

function defaultOf(name: string, parameter: unknown): string | string[] {
  const where = `Parameters.${name}`;
  const { Type: type, Default: value } = (parameter ?? {}) as { Type?: string; Default?: unknown };
  if (!type || ![...scalarTypes, ...listTypes].includes(type)) {
    throw new TemplateError(
      `${where}.Type`,
      `${shown(type)} is not supported locally. Supported: ${[...scalarTypes, ...listTypes].join(', ')}.`,
    );
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new TemplateError(
      `${where}.Default`,
      `expects text or a number, got ${shown(value)}. Add a default.`,
    );
  }
  return listTypes.includes(type) ? commaDelimited(String(value)) : String(value);
}

function commaDelimited(value: string): string[] {
  return value.split(',').map((item) => item.trim());
}

/** The pseudo parameters by name. */
export function pseudoParameters(place: Place): Map<string, unknown> {
  return new Map<string, unknown>([
    ['AWS::AccountId', place.accountId],
    ['AWS::NoValue', noValue],
    ['AWS::Partition', place.partition],
    ['AWS::Region', place.region],
    ['AWS::StackId', place.stackId],
    ['AWS::StackName', place.stackName],
    ['AWS::URLSuffix', place.urlSuffix],
  ]);
}
