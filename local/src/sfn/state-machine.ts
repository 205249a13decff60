import { createHash } from 'node:crypto';
import { parseJson, parseMachine } from '../asl/index.ts';
import type { Machine } from '../asl/index.ts';
import type { Resource, Stack } from '../template/stack.ts';
import { formatArn } from './arns.ts';
import { invalidDefinition } from './errors.ts';
import { checkName } from './validation.ts';

/** A state machine of the stack. */
export interface StateMachine {
  name: string;
  arn: string;
  roleArn: string;
  /** The role's name, whose policies decide what the machine may call. */
  roleName: string;
  /** The definition's text as it stands in the template. */
  definition: string;
  /** SHA-256 of the definition, hexadecimal. */
  digest: string;
  program: Machine;
  creationDate: Date;
}

const used = [
  'Definition',
  'DefinitionString',
  'DefinitionSubstitutions',
  'RoleArn',
  'StateMachineName',
  'StateMachineType',
];
// Where logs and traces go is AWS's business; a local execution's history is complete anyway.
const ignored = ['LoggingConfiguration', 'TracingConfiguration', 'Tags'];

/**
 * A machine from its resource in the template.
 * @throws ServiceError InvalidDefinition, or parseMachine's error, naming the machine and the field
 */
export function loadStateMachine(resource: Resource, stack: Stack): StateMachine {
  const { StateMachineName = resource.attributes.Name, RoleArn, StateMachineType } = resource.properties;
  const where = `AWS::StepFunctions::StateMachine ${resource.logicalId}`;
  const unknown = Object.keys(resource.properties).find(
    (key) => !used.includes(key) && !ignored.includes(key),
  );
  if (unknown) throw invalidDefinition(`${where}: ${unknown} is not supported locally; remove it.`);
  const name = requireText(StateMachineName, `${where}: StateMachineName`);
  checkName(name);
  const roleArn = requireText(RoleArn, `${where}: RoleArn`);
  const definition = definitionOf(resource.properties, where);
  if (StateMachineType !== undefined && StateMachineType !== 'STANDARD') {
    throw invalidDefinition(
      `${where}: StateMachineType ${JSON.stringify(StateMachineType)} is not supported locally; use STANDARD.`,
    );
  }
  return {
    name,
    arn: formatArn(stack, 'stateMachine', { machine: name }),
    roleArn,
    roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1),
    definition,
    digest: createHash('sha256').update(definition).digest('hex'),
    program: parseMachine(parseDefinition(definition, where), name),
    creationDate: new Date(),
  };
}

function requireText(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw invalidDefinition(`${field} must be a text that is not empty, but was ${JSON.stringify(value)}.`);
}

/** The definition as text or as a value, with what is substituted in it. */
function definitionOf(
  { Definition, DefinitionString, DefinitionSubstitutions }: Record<string, unknown>,
  where: string,
): string {
  const text =
    Definition === undefined
      ? requireText(DefinitionString, `${where}: DefinitionString`)
      : JSON.stringify(Definition);
  return Object.entries((DefinitionSubstitutions ?? {}) as Record<string, unknown>).reduce(
    (done, [name, value]) => done.replaceAll(`\${${name}}`, () => String(value)),
    text,
  );
}

function parseDefinition(text: string, where: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw invalidDefinition(`${where}: DefinitionString is not JSON (${(error as Error).message}).`);
  }
}
