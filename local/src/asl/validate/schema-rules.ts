import { parseTimestamp } from '../timestamp.ts';
import { labelProblem } from '../label.ts';
import { schemaError } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import { isObject } from './read-json.ts';
import type { JsonObject } from './read-json.ts';

export type WorkflowType = 'STANDARD' | 'EXPRESS';

/** A state with what its rules need to know. */
interface StateSite {
  state: JsonObject;
  location: string;
  /** The machine's QueryLanguage. */
  machineLanguage: unknown;
  type: WorkflowType;
}

type Rule = (site: StateSite) => Diagnostic | undefined;

/**
 * What breaks rules that hold in both query languages, in AWS's words as they were recorded: AWS judges JSONPath
 * machines by them, too, before we refuse these for their language.
 */
export function brokenRules(definition: JsonObject, type: WorkflowType): Diagnostic[] {
  const missing = missingFields(definition, ['States', 'StartAt'], '/');
  return [...missing, ...inFlow(definition, '', { machineLanguage: definition.QueryLanguage, type })];
}

type Around = Pick<StateSite, 'machineLanguage' | 'type'>;

function inFlow(flow: unknown, path: string, around: Around): Diagnostic[] {
  if (!isObject(flow) || !isObject(flow.States)) return [];
  return Object.entries(flow.States).flatMap(([name, state]) =>
    isObject(state) ? inState({ ...around, state, location: `${path}/States/${name}` }) : [],
  );
}

function inState(site: StateSite): Diagnostic[] {
  const { state, location } = site;
  const own = rules.flatMap((rule) => rule(site) ?? []);
  const branches = Array.isArray(state.Branches) ? (state.Branches as unknown[]) : [];
  return [
    ...own,
    ...branches.flatMap((branch, index) => inFlow(branch, `${location}/Branches[${index}]`, site)),
    ...inFlow(state.ItemProcessor, `${location}/ItemProcessor`, site),
  ];
}

function missingFields(value: JsonObject, required: string[], location: string): Diagnostic[] {
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  return missing.length === 0
    ? []
    : [schemaError(`These fields are required: [${missing.join(', ')}]`, location)];
}

const queryLanguage: Rule = ({ state, location, machineLanguage }) => {
  if (machineLanguage !== 'JSONata' || state.QueryLanguage !== 'JSONPath') return undefined;
  const problem = `'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine`;
  return schemaError(problem, location);
};

const credentials: Rule = ({ state, location }) => {
  if (!isObject(state.Credentials) || 'RoleArn' in state.Credentials || 'RoleArn.$' in state.Credentials) {
    return undefined;
  }
  return schemaError(`The field 'RoleArn' is required but was missing`, `${location}/Credentials`);
};

/** A literal time; in JSONata an expression may stand in its place. */
const timestamp: Rule = ({ state, location, machineLanguage }) => {
  const { Type, Timestamp } = state;
  if (Type !== 'Wait' || typeof Timestamp !== 'string' || parseTimestamp(Timestamp)) return undefined;
  const isJsonata = (state.QueryLanguage ?? machineLanguage) === 'JSONata';
  if (isJsonata && Timestamp.startsWith('{%') && Timestamp.endsWith('%}')) return undefined;
  return schemaError('String does not match RFC3339 timestamp', `${location}/Timestamp`);
};

const label: Rule = ({ state, location }) => {
  if (state.Type !== 'Map' || typeof state.Label !== 'string') return undefined;
  const problem = labelProblem(state.Label);
  return problem === undefined ? undefined : schemaError(problem, `${location}/Label`);
};

/** Express machines wait for nothing that may come later: no `.sync`, no `.waitForTaskToken`, no activities. */
const expressResource: Rule = ({ state, location, type }) => {
  if (type !== 'EXPRESS' || state.Type !== 'Task' || typeof state.Resource !== 'string') return undefined;
  const pattern = /\.(sync(:2)?|waitForTaskToken)$/.exec(state.Resource)?.[0];
  if (pattern === undefined) return undefined;
  const problem = `Express state machine does not support '${pattern}' service integration`;
  return schemaError(problem, `${location}/Resource`);
};

const rules = [queryLanguage, credentials, timestamp, label, expressResource];
