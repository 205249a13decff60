import { text as readText } from 'node:stream/consumers';
import { checkEvent, prefix, runName, seed, text, type Rule, type Rules } from '../shared/event.ts';
import { Failure } from '../../kernels/failure.ts';
import { gzipRows } from '../shared/lake/json-lines.ts';
import { readCustomers } from '../shared/customers/read-customers.ts';
import { readBytes } from '../shared/lake/read.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import { chooseK, withReasons, type Choose, type Fit } from '../../kernels/segmentation/choose.ts';
import { chooseRule, fitsRule } from './choice-rules.ts';
import { modelOf, pictureOf, segmentRows } from './documents.ts';
import { segmentCustomers, type FittedCentroids } from '../../kernels/segmentation/segmentation.ts';

interface SegmentEvent {
  run: string;
  /** The files of silver_campaign_features. */
  featuresPrefix: string;
  /** What fit-kmeans wrote, in the order of `fits`. */
  fitKeys: string[];
  fits: Fit[];
  choose: Choose;
  seed: number;
  segmentsPrefix: string;
  profilesPrefix: string;
  choicePrefix: string;
  modelKey: string;
  reportKey: string;
}

const fitKeys: Rule = {
  expects: 'a list of keys',
  accepts: (value) => Array.isArray(value) && value.every((key) => text.accepts(key)),
};

export const rules: Rules<SegmentEvent> = {
  run: runName,
  featuresPrefix: prefix,
  fitKeys,
  fits: fitsRule,
  choose: chooseRule,
  seed,
  segmentsPrefix: prefix,
  profilesPrefix: prefix,
  choicePrefix: prefix,
  modelKey: text,
  reportKey: text,
};

/** Chooses k, names its segments, and writes the gold tables, a model for new customers and a report. */
export const handler = async (event: unknown) => {
  const { run, seed, choose, ...keys } = checkEvent<SegmentEvent>(event, rules);
  const fits = fitsWithKeys(keys);
  const { choice, ...chosen } = chooseK(fits, choose);
  const customers = await readCustomers(keys.featuresPrefix);
  const fit = await readFit(fits.find(({ k }) => k === chosen.k)!.key);
  const segmentation = segmentCustomers(customers, fit, seed);
  const { hopkins, toCluster } = segmentation.tendency;
  const found = { ...chosen, hopkins, tendencyToCluster: toCluster };
  const head = { run, ...found, seed, customers: customers.length };
  const report = { ...head, choice: withReasons(fits, choice), ...pictureOf(segmentation, seed) };
  await writeRows(`${keys.segmentsPrefix}segments.jsonl.gz`, segmentRows(segmentation));
  await writeRows(`${keys.profilesPrefix}profiles.jsonl.gz`, segmentation.profiles);
  await writeRows(`${keys.choicePrefix}choice.jsonl.gz`, choice);
  await writeJson(keys.modelKey, { run, k: chosen.k, seed, ...modelOf(segmentation) });
  await writeJson(keys.reportKey, report);
  const { attributes, accuracy, heldOut } = segmentation.classifier;
  return {
    ...found,
    choice,
    segments: segmentation.profiles.map(({ segment, name, size, share }) => ({ segment, name, size, share })),
    pcaExplainedVarianceRatio: segmentation.projection.explainedVarianceRatio,
    classifier: { attributes, accuracy, heldOut },
    customers: customers.length,
  };
};

/** By ascending k. */
function fitsWithKeys({ fits, fitKeys }: Pick<SegmentEvent, 'fits' | 'fitKeys'>): (Fit & { key: string })[] {
  if (fits.length !== fitKeys.length) {
    throw new Failure(
      'InvalidEvent',
      `fitKeys must hold one key per fit, ${fits.length}, but the event has ${fitKeys.length}.`,
    );
  }
  return fits.map((fit, i) => ({ ...fit, key: fitKeys[i]! })).sort((a, b) => a.k - b.k);
}

async function readFit(key: string): Promise<FittedCentroids> {
  return JSON.parse(await readText(await readBytes(key))) as FittedCentroids;
}

async function writeRows(key: string, rows: Iterable<unknown>) {
  await write(key, await gzipRows(rows), contentTypes.gzip);
}

async function writeJson(key: string, value: unknown) {
  await write(key, `${JSON.stringify(value, null, 2)}\n`, contentTypes.json);
}
