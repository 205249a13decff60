/**
 * What every local service has in common. A service is a name, a state and a table of operations, each in a file
 * of its own that is named as AWS names the operation. The HTTP endpoint and the state machines' service
 * integrations both call operations through `Service.call`, so both meet the same permissions and errors.
 */
import { fit } from './shape.ts';
import type { Shape } from './shape.ts';
import type { Stack } from './template/stack.ts';

/** Who calls: a role of the template, or the account's administrator. */
export interface Principal {
  /** As in AWS's messages, e.g. `arn:aws:sts::000000000000:assumed-role/orders-prod-settle/session`. */
  arn: string;
  /** Name of the template's role whose policies decide; undefined is the administrator, who may do all. */
  roleName?: string;
  /** The function that acts, where a function's credentials do. */
  functionName?: string;
  /** The execution of a machine on whose behalf it acts. */
  executionArn?: string;
}

/** The circumstances of one call. */
export interface Call {
  principal: Principal;
  requestId: string;
  /** Aborted when the caller went away or the execution was stopped. */
  signal?: AbortSignal;
}

/** One permission that a call needs, as it would stand in a policy. */
export interface Permission {
  /** e.g. `glue:GetTable` */
  action: string;
  /** ARN of the resource, `*` for actions without one. */
  resource: string;
  /** Condition keys of this request, e.g. `{ 's3:prefix': 'bronze/' }`. */
  context?: Record<string, string>;
}

/** Throws the service's AccessDenied error unless the principal holds every permission. */
export type Authorize = (permissions: Permission[], call: Call) => void;

/** An error in a service's own words: `code` is AWS's exact error code. */
export class ServiceError extends Error {
  readonly code: string;
  readonly statusCode: number;
  /** Further members of the error's body, e.g. the `Type` and `Payload` of a function's error. */
  readonly details: Record<string, unknown>;
  constructor(code: string, message: string, statusCode = 400, details: Record<string, unknown> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.statusCode = statusCode;
    this.details = details;
  }
}

/** How much of an operation there is; the tables of docs/services.md show the same. */
export interface Support<Member extends string = string> {
  /** The members of the input that are supported. Any other is refused by name, any other type too. */
  members: Readonly<Partial<Record<Member, Shape>>>;
  /** Of these, the members that do less than on AWS, each with what it does. */
  partly?: Partial<Record<Member, string>>;
}

/** One operation of a service; `State` is what the service's operations share. */
export interface Operation<State, Input, Output> extends Support<keyof Input & string> {
  /** The permissions that this input needs. An empty list is for operations that AWS leaves open. */
  permissions(input: Input, state: State): Permission[];
  run(input: Input, state: State, call: Call): Promise<Output>;
}

// Inputs and outputs differ from operation to operation; a table of them can only be typed loosely.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Operations<State> = Record<string, Operation<State, any, any>>;

/** A service as its callers see it. */
export interface Service {
  /** As in `arn:aws:states:::aws-sdk:<name>:<operation>`, e.g. `glue`, `s3`, `athena`, `sfn`, `lambda`. */
  name: string;
  /** What the service has, by the operation's name in camelCase (`getTable`). */
  operations: ReadonlyMap<string, Support>;
  /**
   * Performs one operation with the members of AWS's API reference, PascalCase (`{ DatabaseName, Name }`).
   * @throws ServiceError
   */
  call(operation: string, input: unknown, call: Call): Promise<unknown>;
}

/** A service that can take up another version of the stack while it runs. */
export interface Renewable {
  /**
   * Reads a version of the stack; nothing changes until the function returned is called, which cannot fail.
   * @param authorize decides by that version's roles
   * @throws TemplateError or InvalidDefinition for what cannot be served
   */
  prepare(stack: Stack, authorize: Authorize): () => void;
}

/** Puts other entries in a map's place, for those who hold the map. */
export function replaceEntries<Key, Value>(map: Map<Key, Value>, entries: ReadonlyMap<Key, Value>): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}

/** How a service refuses what it does not have. */
export interface Refusals {
  /** Operations of AWS that somebody may look for here, each with the reason why they are not. */
  operations?: Readonly<Record<string, string>>;
  /** The service's error for a member that is not supported. */
  member?: (message: string) => ServiceError;
}

/** A service made of its operations. */
export function createService<State>(
  name: string,
  state: State,
  operations: Operations<State>,
  authorize: Authorize,
  refusals: Refusals = {},
): Service {
  const byName = new Map(Object.entries(operations));
  return {
    name,
    operations: byName,
    async call(operationName, input, call) {
      const operation = byName.get(operationName);
      if (!operation) throw unknownOperation(name, operationName, byName, refusals);
      const read = readInput(input, operation, `${operationName} of the local ${name}`, refusals);
      authorize(operation.permissions(read, state), call);
      return (await operation.run(read, state, call)) as unknown;
    },
  };
}

const invalidMember = (message: string) => new ServiceError('ValidationException', message);

function unknownOperation(
  service: string,
  operation: string,
  operations: ReadonlyMap<string, unknown>,
  { operations: refused = {} }: Refusals,
): ServiceError {
  const reason = Object.hasOwn(refused, operation) ? ` ${refused[operation]}` : '';
  return new ServiceError(
    'UnknownOperationException',
    `The local ${service} has no operation ${operation}.${reason} It has: ${[...operations.keys()].join(', ')}.`,
  );
}

/** Nothing is silently ignored: what is given and not supported is refused. */
function readInput(input: unknown, { members }: Support, operation: string, refusals: Refusals): unknown {
  const fitted = fit(members as Shape, input ?? {}, '');
  if ('value' in fitted) return fitted.value;
  const { kind, path, problem } = fitted.misfit;
  if (kind === 'type')
    throw new ServiceError('SerializationException', `${path} ${problem}, in ${operation}.`);
  throw (refusals.member ?? invalidMember)(`${path} is not implemented in ${operation}. ${problem}`);
}
