import { advise } from '../../kernels/profile/advice.ts';
import {
  checkEvent,
  isObject,
  jobName,
  prefix,
  runName,
  text,
  type Rule,
  type Rules,
} from '../shared/event.ts';
import { readRows } from '../shared/lake/json-lines.ts';
import { listKeys } from '../shared/lake/read.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import {
  columnProfiles,
  correlationsOf,
  type CorrelationRow,
  type Described,
  type ProfileRow,
} from './rows.ts';

interface PublishProfileEvent {
  job: string;
  run: string;
  /** As the job's input names it. */
  table: string;
  /** The table's columns, as write-query found them. */
  columns: Described[];
  /** The declared id; null where the table declares none. */
  id: string | null;
  /** The files that the queries unloaded. */
  profilePrefix: string;
  correlationsPrefix: string;
}

const described: Rule = {
  expects: 'a list of columns, each with name, source, type and kind',
  accepts: (value) =>
    Array.isArray(value) && value.every((each) => isObject(each) && typeof each.source === 'string'),
};

export const rules: Rules<PublishProfileEvent> = {
  job: jobName,
  run: runName,
  table: text,
  columns: described,
  id: { expects: 'a name or null', accepts: (value) => value === null || typeof value === 'string' },
  profilePrefix: prefix,
  correlationsPrefix: prefix,
};

/** Publishes a table's profile, with advice, under names that people and programs know in advance. */
export const handler = async (event: unknown) => {
  const {
    job,
    run,
    table,
    columns: given,
    id,
    profilePrefix,
    correlationsPrefix,
  } = checkEvent<PublishProfileEvent>(event, rules);
  const columns = columnProfiles(given, await rowsUnder<ProfileRow>(profilePrefix));
  const correlations = correlationsOf(given, await rowsUnder<CorrelationRow>(correlationsPrefix));
  const advice = advise(columns, correlations, given.find(({ name }) => name === id)?.source);
  const rows = Math.max(0, ...columns.map((column) => column.rows));
  const profile = { run, table, rows, id, advice, columns, correlations };
  const json = `${JSON.stringify(profile, null, 2)}\n`;
  const published = [
    await write(`published/${job}/run=${run}/profile.json`, json, contentTypes.json),
    await write(`published/${job}/${table}.json`, json, contentTypes.json),
  ];
  return { published, rows, columns: columns.length, advice };
};

/** What a query of ours unloaded. */
async function rowsUnder<Row>(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { value } of readRows(await listKeys(folder), 'InvalidRow')) rows.push(value as Row);
  return rows;
}
