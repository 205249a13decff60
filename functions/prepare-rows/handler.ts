import input from '../../statemachines/inputs/svr-leaderboard.schema.json' with { type: 'json' };
import { encodeRows, type EncodedRows } from '../../kernels/rows/encode-rows.ts';
import type { MissingRule } from '../../kernels/rows/encoding.ts';
import type { RawColumn } from '../../kernels/rows/raw-row.ts';
import type { IdType } from '../../kernels/rows/row-order.ts';
import { baselinesOf } from '../../kernels/svr/baselines.ts';
import { prepare } from '../../kernels/svr/data-set.ts';
import { checkFolds, cutFolds } from '../../kernels/svr/folds.ts';
import { checkMemory } from '../../kernels/svr/memory.ts';
import { standardScaling, type ScalingMethod } from '../../kernels/svr/scaling.ts';
import { checkEvent, isObject, prefix, seed, text, type Rule, type Rules } from '../shared/event.ts';
import { ruleOf } from '../shared/input-field.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import { fingerprintOf } from '../shared/rows/fingerprint.ts';
import { writeSilverRows } from '../shared/rows/silver-rows.ts';
import { readRawRows } from './raw-rows.ts';
import { splitOf, type SplitField } from './split.ts';

/** A column as write-query tells of it. */
interface QueryColumn {
  source: string;
  kind: string;
}

interface PrepareRowsEvent {
  /** What sql/regression-rows.sql unloaded. */
  rawPrefix: string;
  columns: { id: QueryColumn & { type: string }; label: QueryColumn; features: QueryColumn[] };
  areFeaturesNamed: boolean;
  split: SplitField;
  missing: MissingRule;
  /** At most so many, drawn by the seed; null for all. */
  rows: number | null;
  seed: number;
  folds: number;
  scaling: ScalingMethod;
  /** Where the rows go, a folder of silver_rows, and how they were encoded. */
  rowsPrefix: string;
  encodingKey: string;
}

const { properties: fields } = input;
const boolean: Rule = { expects: 'true or false', accepts: (value) => typeof value === 'boolean' };
const orNull = (rule: Rule): Rule => ({
  expects: `null or ${rule.expects}`,
  accepts: (value) => value === null || rule.accepts(value),
});

export const rules: Rules<PrepareRowsEvent> = {
  rawPrefix: prefix,
  columns: { expects: 'the columns of the query', accepts: isObject },
  areFeaturesNamed: boolean,
  split: { expects: 'an object', accepts: isObject },
  missing: ruleOf(fields.missing),
  rows: orNull(ruleOf(fields.rows)),
  seed,
  folds: ruleOf(fields.folds),
  scaling: ruleOf(fields.scaling),
  rowsPrefix: prefix,
  encodingKey: text,
};

/** Encodes a table's rows for a regression, and says what there is and what models without search reach on it. */
export const handler = async (event: unknown) => {
  const given = checkEvent<PrepareRowsEvent>(event, rules);
  const { columns, seed: drawn, folds, scaling, rowsPrefix, encodingKey } = given;
  const rawColumns = columns.features.map(rawColumn);
  const { rows: raw, read } = await readRawRows(given.rawPrefix, rawColumns, {
    size: given.rows,
    seed: drawn,
  });
  const idType: IdType = /^(string|(var)?char)/.test(columns.id.type) ? 'text' : 'integer';
  const { missing, areFeaturesNamed: areNamed } = given;
  const split = splitOf(given.split);
  const encoded = encodeRows(raw, { idType, columns: rawColumns, areNamed, split, missing, seed: drawn });
  const { rows, encoding, leftOut } = encoded;
  const dataSet = prepareChecked(encoded, folds, scaling);
  await writeSilverRows(rowsPrefix, rows);
  const document = { id: columns.id.source, target: columns.label.source, missing, ...encoding, leftOut };
  await write(encodingKey, `${JSON.stringify(document, null, 2)}\n`, contentTypes.json);
  const { targets } = dataSet.training;
  return {
    fingerprint: fingerprintOf(rows, idType),
    idType,
    trainingRows: targets.length,
    testRows: rows.length - targets.length,
    rows: { read, sampled: raw.length, dropped: encoded.dropped, filled: encoded.filled },
    features: encoding.features.length,
    leftOut,
    targetRange: rangeOf(targets),
    targetDeviation: standardScaling(targets.map((y) => [y])).scales[0]!,
    baselines: baselinesOf(dataSet, cutFolds(targets.length, folds, drawn)),
  };
};

/** Refused is what no trial could be fitted to, before anything is written. */
function prepareChecked({ rows }: EncodedRows, folds: number, scaling: ScalingMethod) {
  const trainingRows = rows.filter(({ isTrain }) => isTrain).length;
  checkFolds(trainingRows, folds);
  checkMemory(trainingRows, rows.length - trainingRows);
  return prepare(rows, scaling);
}

const rawColumn = ({ source, kind }: QueryColumn): RawColumn => ({
  name: source,
  kind: kind === 'text' ? 'text' : 'number',
});

function rangeOf(values: readonly number[]): number {
  return (
    values.reduce((largest, value) => Math.max(largest, value), -Infinity) -
    values.reduce((smallest, value) => Math.min(smallest, value), Infinity)
  );
}
