import { InvalidDefinition } from '../../asl/index.ts';
import type { Service, Support } from '../../service.ts';
import { findIntegration, supportedResources } from './index.ts';
import type { Integration, ServiceOperation } from './integration.ts';
import type { StateMachine } from '../state-machine.ts';

type Fields = Record<string, unknown>;

interface Problem {
  field: string;
  problem: string;
}

/**
 * Looks up what a machine's states call, so that it is refused when it is loaded and not in the middle of a night.
 * @throws InvalidDefinition naming the machine, the state and the field
 */
export function checkResources(
  machine: Pick<StateMachine, 'name' | 'definition'>,
  services: Service[],
): void {
  for (const { name, state, withinChild } of statesOf(JSON.parse(machine.definition) as Fields)) {
    const found = taskProblem(state, services) ?? mapProblem(state, services, withinChild);
    if (found) throw new InvalidDefinition(machine.name, name, found.field, found.problem);
  }
}

export interface FoundState {
  name: string;
  state: Fields;
  /** Whether it runs in a child of a distributed Map. */
  withinChild: boolean;
}

/** Every state of a program, those within others included. */
export function* statesOf(program: Fields, withinChild = false): Generator<FoundState> {
  for (const [name, value] of Object.entries((program.States ?? {}) as Record<string, Fields>)) {
    yield { name, state: value, withinChild };
    for (const branch of (value.Branches ?? []) as Fields[]) yield* statesOf(branch, withinChild);
    const processor = (value.ItemProcessor ?? {}) as Fields;
    yield* statesOf(processor, withinChild || isDistributed(value));
  }
}

function isDistributed(state: Fields): boolean {
  return configOf(state)?.Mode === 'DISTRIBUTED';
}

function configOf(state: Fields): Fields | undefined {
  return (state.ItemProcessor as { ProcessorConfig?: Fields } | undefined)?.ProcessorConfig;
}

function taskProblem(state: Fields, services: Service[]): Problem | undefined {
  if (state.Type !== 'Task') return undefined;
  if (state.Credentials !== undefined) {
    return {
      field: 'Credentials',
      problem: 'is not supported locally: a Task always runs as the state machine’s role. Remove it.',
    };
  }
  const integration = findIntegration(String(state.Resource));
  if (!integration) {
    const problem = `${JSON.stringify(state.Resource)} is not supported locally. Use one of ${supportedResources()}.`;
    return { field: 'Resource', problem };
  }
  const missing = integration.needs.find((need) => !supportOf(services, need));
  if (!missing) return argumentsProblem(state, integration, services);
  return {
    field: 'Resource',
    problem: `${JSON.stringify(state.Resource)} needs ${missing.operation}, which the local ${missing.service} does not have.`,
  };
}

/** The first of the arguments that the operation does not support, where they stand in the definition. */
function argumentsProblem(
  { Resource, Arguments }: Fields,
  { needs: [target] }: Integration,
  services: Service[],
): Problem | undefined {
  // A function's own ARN takes any arguments: they are its event.
  if (!target || !String(Resource).startsWith('arn:aws:states:::') || !isObject(Arguments)) return undefined;
  const { members } = supportOf(services, target)!;
  const known = (name: string) =>
    '*' in members || Object.hasOwn(members, name) || Object.hasOwn(members, toCamelCase(name));
  const unknown = Object.keys(Arguments).find((name) => !known(name));
  if (unknown === undefined) return undefined;
  return {
    field: `Arguments/${unknown}`,
    problem: `is not carried out by the local ${target.service} in ${target.operation}. It has: ${Object.keys(members).join(', ')}.`,
  };
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Step Functions' own members begin with a small letter in the API and with a capital in a state. */
const toCamelCase = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

function mapProblem(state: Fields, services: Service[], withinChild: boolean): Problem | undefined {
  if (state.Type !== 'Map') return undefined;
  if (configOf(state)?.ExecutionType === 'EXPRESS') {
    return {
      field: 'ItemProcessor/ProcessorConfig/ExecutionType',
      problem: 'EXPRESS is not supported locally: its children keep no history. Use STANDARD.',
    };
  }
  if (withinChild && isDistributed(state)) {
    return {
      field: 'ItemProcessor/ProcessorConfig/Mode',
      problem: 'a distributed Map within a distributed Map is not supported locally. Use INLINE.',
    };
  }
  return s3Problem('ItemReader', state, services) ?? s3Problem('ResultWriter', state, services);
}

function s3Problem(field: string, state: Fields, services: Service[]): Problem | undefined {
  const { Resource } = (state[field] ?? {}) as { Resource?: string };
  if (Resource === undefined) return undefined;
  const operation = Resource.slice(Resource.lastIndexOf(':') + 1);
  if (supportOf(services, { service: 's3', operation })) return undefined;
  const problem = `${JSON.stringify(Resource)} needs ${operation}, which the local s3 does not have.`;
  return { field: `${field}/Resource`, problem };
}

function supportOf(services: Service[], { service: name, operation }: ServiceOperation): Support | undefined {
  return services.find((service) => service.name === name)?.operations.get(operation);
}
