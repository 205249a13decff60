import { loadStack, resourcesOfType } from 'template-runtime/template';
import stageNames from '../infra/stage-name.cjs';

/** The stage that the package is made for when nothing else is said; the local runtime runs this one. */
export const localStage = 'dev';

/** How the things of a stack are called. */
export interface StackNames {
  stack: string;
  /** The database that statements are about; undefined where there is none, or several. */
  database: string | undefined;
  /** Where statements run; undefined where a package declares no workgroup. */
  workgroup: string | undefined;
}

/** The names that `serverless.yml` and `infra/` give to a stage's things. */
export function stageStackNames(stage: string): StackNames {
  const stack = `nocturne-${stage}`;
  return { stack, database: stageNames.databaseName(stage), workgroup: stack };
}

/**
 * The names in a package, whoever made it.
 * @throws TemplateError
 */
export function packagedNames(path: string): StackNames {
  const stack = loadStack(path, { partial: true });
  const namesOf = (type: string) => resourcesOfType(stack, type).map(({ physicalId }) => physicalId);
  const databases = namesOf('AWS::Glue::Database');
  const [workgroup] = namesOf('AWS::Athena::WorkGroup');
  return { stack: stack.name, database: databases.length === 1 ? databases[0] : undefined, workgroup };
}

/** A machine's or function's name without the stack's; names that do not begin with it stay as they are. */
export function shortName(stack: string, name: string): string {
  return name.startsWith(`${stack}-`) ? name.slice(stack.length + 1) : name;
}

/**
 * The definitions of a package's machines, as JSON, by the machines' short names.
 * @throws TemplateError
 */
export function packagedDefinitions(path: string): Map<string, string> {
  const stack = loadStack(path, { partial: true });
  const machines = resourcesOfType(stack, 'AWS::StepFunctions::StateMachine').map(
    ({ attributes, properties }): [string, string] => [
      shortName(stack.name, attributes.Name!),
      definitionOf(properties),
    ],
  );
  return new Map(machines.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Another service's may have it as an object, or in a file, which nobody reads here. */
const definitionOf = ({ DefinitionString: text, Definition: object = {} }: Record<string, unknown>) =>
  typeof text === 'string' ? text : JSON.stringify(object);

/**
 * The machines of a package by their short names, as `run` takes them.
 * @throws TemplateError
 */
export const packagedMachines = (path: string): string[] => [...packagedDefinitions(path).keys()];
