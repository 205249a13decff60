import input from '../../statemachines/inputs/svr-leaderboard.schema.json' with { type: 'json' };
import { checkEvent, isObject, seed, text, type Rule, type Rules } from '../shared/event.ts';
import { ruleOf } from '../shared/input-field.ts';
import { toLines } from '../shared/lake/json-lines.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import { trialsPerBatch, type Work } from '../../kernels/search/batches.ts';
import { planTrials, type Plan } from '../../kernels/search/plan.ts';
import { readPoints } from './points.ts';
import { space } from './space-rule.ts';

interface PlanTrialsEvent extends Omit<Plan, 'points'> {
  /** Evaluated exactly, in place of a search; or the key of a file that lists them. */
  points: Plan['points'] | string;
  work: Work;
  maxConcurrency: number;
  /** Where the trials go, as plain JSON Lines for the Map's ItemReader. */
  trialsKey: string;
}

const fields = input.properties;

const pointsRule: Rule = {
  expects: 'null or a list of at least one {gamma, C, epsilon}, or the key of a file that holds one',
  accepts: (value) =>
    value === null ||
    text.accepts(value) ||
    (Array.isArray(value) && value.length > 0 && value.length <= fields.points.maxItems),
};

const unit: Rule = {
  expects: 'a number above 0',
  accepts: (value) => typeof value === 'number' && value > 0,
};

export const rules: Rules<PlanTrialsEvent> = {
  trials: ruleOf(fields.trials),
  seed,
  space,
  strategy: ruleOf(fields.strategy),
  points: pointsRule,
  unit,
  work: { expects: 'the training rows, folds and range of the targets', accepts: isObject },
  maxConcurrency: ruleOf(fields.maxConcurrency),
  trialsKey: text,
};

/** Plans the search, and says in batches of which size it is to run. */
export const handler = async (event: unknown) => {
  const { trialsKey, work, maxConcurrency, points, ...search } = checkEvent<PlanTrialsEvent>(event, rules);
  const trials = planTrials({
    ...search,
    points: typeof points === 'string' ? await readPoints(points) : points,
  });
  await write(trialsKey, toLines(trials), contentTypes.jsonLines);
  return { trials: trials.length, trialsPerBatch: trialsPerBatch(trials, work, maxConcurrency) };
};
