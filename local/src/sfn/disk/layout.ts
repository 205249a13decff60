/**
 * Where executions lie below the home directory:
 *
 *     states/<machine>.executions.jsonl            index of the machine's executions
 *     states/<machine>.definitions/<sha256>.json   the definitions that they ran
 *     states/<machine>/<name>/execution.json       what DescribeExecution tells
 *     states/<machine>/<name>/history.jsonl        its events, one a line
 *     states/<machine>/<name>/permissions.jsonl    what was used and denied of its roles' rights
 *     states/<machine>/<name>/map-runs/<label>-<id>/map-run.json
 *     states/<machine>/<name>/map-runs/<label>-<id>/children.jsonl      index of its children
 *     states/<machine>/<name>/map-runs/<label>-<id>/children/<name>/    as an execution's directory
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** An execution's directory and the index that lists it. */
export interface ExecutionPlace {
  directory: string;
  index: string;
}

const indexSuffix = '.executions.jsonl';

export function statesDirectory(home: string): string {
  return join(home, 'states');
}

export function executionPlace(home: string, machine: string, name: string): ExecutionPlace {
  return { directory: join(statesDirectory(home), machine, name), index: executionsIndex(home, machine) };
}

export function executionsIndex(home: string, machine: string): string {
  return join(statesDirectory(home), machine + indexSuffix);
}

export function definitionFile(home: string, machine: string, digest: string): string {
  return join(statesDirectory(home), `${machine}.definitions`, `${digest}.json`);
}

/** The machines that ever ran in this home, whether the stack still has them or not. */
export function machinesWithExecutions(home: string): string[] {
  return listDirectory(statesDirectory(home))
    .filter((name) => name.endsWith(indexSuffix))
    .map((name) => name.slice(0, -indexSuffix.length));
}

export function mapRunDirectory(executionDirectory: string, label: string, id: string): string {
  return join(executionDirectory, 'map-runs', `${label}-${id}`);
}

export function childPlace(mapRun: string, name: string): ExecutionPlace {
  return { directory: join(mapRun, 'children', name), index: childrenIndex(mapRun) };
}

export function childrenIndex(mapRun: string): string {
  return join(mapRun, 'children.jsonl');
}

/** Directories of an execution's map runs. */
export function mapRunsOf(executionDirectory: string): string[] {
  const parent = join(executionDirectory, 'map-runs');
  return listDirectory(parent).map((name) => join(parent, name));
}

/** The directory of a map run, whichever execution of the machine started it. */
export function findMapRun(home: string, machine: string, label: string, id: string): string | undefined {
  return executionsOf(home, machine)
    .map((execution) => mapRunDirectory(execution, label, id))
    .find((directory) => existsSync(directory));
}

/** The place of a map run's child, whichever map run of the machine started it. */
export function findChild(
  home: string,
  machine: string,
  label: string,
  name: string,
): ExecutionPlace | undefined {
  return executionsOf(home, machine)
    .flatMap(mapRunsOf)
    .filter((mapRun) => basename(mapRun).startsWith(`${label}-`))
    .map((mapRun) => childPlace(mapRun, name))
    .find((place) => existsSync(place.directory));
}

function executionsOf(home: string, machine: string): string[] {
  const parent = join(statesDirectory(home), machine);
  return listDirectory(parent).map((name) => join(parent, name));
}

function listDirectory(path: string): string[] {
  return existsSync(path) ? readdirSync(path) : [];
}
