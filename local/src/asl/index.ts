/** The Amazon States Language, JSONata only. It knows no service: what it needs of the world, it asks of a `Host`. */
export { tryDefinition } from './check-definition.ts';
export { ExecutionTimedOut } from './errors.ts';
export { StatesError } from './host.ts';
export type { Host, Json, MapRun, NewEvent, TaskRequest } from './host.ts';
export { parseJson, stringify } from './json/index.ts';
export { InvalidDefinition } from './invalid-definition.ts';
export type { ContextObject, Machine } from './machine.ts';
export { parseMachine } from './parse/parse-machine.ts';
export { runMachine } from './run/run-machine.ts';
export { validateDefinition } from './validate/index.ts';
export type { Diagnostic } from './validate/diagnostic.ts';
