import input from '../../statemachines/inputs/svr-leaderboard.schema.json' with { type: 'json' };
import { isObject } from '../shared/event.ts';
import { Failure } from '../../kernels/failure.ts';
import { uri } from '../shared/lake/client.ts';
import { readTextIfPresent } from '../shared/lake/read.ts';
import {
  checkHyperparameters,
  hyperparameterNames,
  type Hyperparameters,
} from '../../kernels/svr/hyperparameters.ts';

const { maxItems: mostPoints } = input.properties.points;

/**
 * The points that a file of the lake lists: a JSON array, or JSON Lines.
 * @throws Failure InvalidPoints, naming file and item
 */
export async function readPoints(key: string): Promise<Hyperparameters[]> {
  const object = await readTextIfPresent(key);
  if (!object) throw invalid(`There is no object ${uri(key)}: put the points there first.`);
  const values = parseList(object.text.replace(/^\uFEFF/, ''), uri(key));
  if (values.length === 0 || values.length > mostPoints) {
    throw invalid(`${uri(key)} must list 1 to ${mostPoints} points, but lists ${values.length}.`);
  }
  return values.map(({ value, where }) => checkPoint(value, where));
}

interface Listed {
  value: unknown;
  /** e.g. `s3://bucket/points/some.jsonl line 17` */
  where: string;
}

function parseList(text: string, place: string): Listed[] {
  if (text.trimStart().startsWith('[')) {
    const items = parse(text, place) as unknown[];
    return items.map((value, i) => ({ value, where: `${place} item ${i + 1}` }));
  }
  const lines = text.split('\n').map((line, i) => ({ line: line.trim(), where: `${place} line ${i + 1}` }));
  return lines
    .filter(({ line }) => line !== '')
    .map(({ line, where }) => ({ value: parse(line, where), where }));
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(`${where} is not JSON (${(cause as Error).message}).`, { cause });
  }
}

function checkPoint(value: unknown, where: string): Hyperparameters {
  const isPoint =
    isObject(value) &&
    Object.keys(value).length === hyperparameterNames.length &&
    hyperparameterNames.every((name) => name in value);
  if (!isPoint) throw invalid(`${where} must be {gamma, C, epsilon}, but is ${JSON.stringify(value)}.`);
  try {
    return checkHyperparameters(value, where);
  } catch (cause) {
    throw invalid((cause as Error).message, { cause });
  }
}

function invalid(message: string, options?: ErrorOptions): Failure {
  return new Failure('InvalidPoints', message, options);
}
