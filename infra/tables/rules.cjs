/** What a schema cannot say of a table's declaration: what its fields mean for each other. */
'use strict';

const quoted = (text) => JSON.stringify(text);

/** The first rule that a declaration breaks, in words; undefined where it keeps all. */
function brokenRule(declaration) {
  for (const rule of [repeated, idOf, partitionOf, formatOf, columnsOf, deliveryOf]) {
    const problem = rule(declaration);
    if (problem) return problem;
  }
  return undefined;
}

/** Delivered names may differ in case alone; Glue's and those that a key of JSON is looked up by may not. */
function repeated({ columns, format }) {
  const names = columns.map(({ name }) => name);
  const twice = firstRepeated(names);
  if (twice)
    return `columns has ${twice} twice. Give each a name of its own, with "source" for the delivered one.`;
  const sources = columns.map(({ name, source = name }) => source);
  const source = firstRepeated(format.type === 'json' ? sources.map((each) => each.toLowerCase()) : sources);
  return (
    source &&
    `columns has the delivered name ${quoted(source)} twice, in whatever case. Rename one in the file.`
  );
}

const firstRepeated = (values) => values.find((value, i) => values.indexOf(value) < i);

function idOf({ id, columns }) {
  if (id === undefined) return undefined;
  const column = columns.find(({ name }) => name === id);
  if (!column) return `id must be one of the columns ${names(columns)}, but was ${quoted(id)}.`;
  if (/^(array|float|double|boolean)/.test(column.type))
    return `id must be a column of whole numbers or text, but ${id} is of type ${column.type}. Declare it as string.`;
  return column.nullable === true ? `the column ${id} is the id, so "nullable" must be false.` : undefined;
}

function partitionOf({ layer, partition, columns }) {
  if (layer !== 'bronze')
    return partition === 'run'
      ? undefined
      : `partition must be "run" in a ${layer} table: machines write a folder for each run.`;
  if (partition === 'run')
    return 'partition must not be "run": a table of yours has none, or {"day": "<column>"}.';
  const day = partition?.day;
  return columns.some(({ name }) => name === day)
    ? `partition.day must name no column of the file: the folder has the day. But columns has ${day}.`
    : undefined;
}

/** What Athena's readers of text can and cannot. */
function formatOf({ format, columns }) {
  const { type, quote, nullTexts, delimiter } = format;
  const csvOnly = ['delimiter', 'quote', 'header', 'nullTexts', 'lastTakesRest'].find(
    (field) => field in format,
  );
  if (type !== 'csv')
    return csvOnly && `format.${csvOnly} is for csv, but format.type is ${type}. Leave it out.`;
  if (quote === undefined)
    return nullTexts?.length > 1
      ? 'format.nullTexts must have one text: Athena knows one. Let the others stand in delivery.nullTexts, and format be json.'
      : undefined;
  if (quote === (delimiter ?? ',')) return 'format.quote must be another character than format.delimiter.';
  const other = ['nullTexts', 'lastTakesRest'].find((field) => field in format);
  if (other)
    return `format.${other} is for text without quotes. Leave it or format.quote out, or use {"type": "json"}.`;
  return columns.map(quotedColumn).find(Boolean);
}

/** https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html */
function quotedColumn({ name, type, nullable }) {
  if (type === 'string') return undefined;
  if (!/^(boolean|tinyint|smallint|int|bigint|double)$/.test(type))
    return `the column ${name} is of type ${type}, which Athena reads in no quoted text. Use {"type": "json"} or string.`;
  if (nullable === false) return undefined;
  return `the column ${name} may be null, but an empty cell of type ${type} in quoted text ends every query. Use {"type": "json"}, or say "nullable": false.`;
}

function columnsOf({ columns, format }) {
  return columns.map((column) => columnProblem(column, format)).find(Boolean);
}

function columnProblem({ name, source, type, minimum, maximum, compared, content }, format) {
  if (type.startsWith('array<') !== type.endsWith('>'))
    return `the column ${name} has the type ${type}: write array<int>.`;
  if (minimum > maximum)
    return `the column ${name}: minimum must not be greater than maximum, but ${minimum} is greater than ${maximum}.`;
  if ((minimum ?? maximum) !== undefined && !/^(tinyint|smallint|int|bigint|float|double|decimal)/.test(type))
    return `the column ${name} is of type ${type}: minimum and maximum are for numbers.`;
  const textual = compared ? 'compared' : content && 'content';
  if (textual && type !== 'string')
    return `the column ${name} is of type ${type}: "${textual}" is for string.`;
  const [, digits, scale] = /decimal\((\d+),(\d+)\)/.exec(type) ?? [];
  if (Number(digits) > 38 || Number(scale) > Number(digits))
    return `the column ${name}: decimal must have at most 38 digits, and no more of them behind the point.`;
  return format.type === 'parquet' && source !== undefined
    ? `the column ${name} has another name in the file, ${quoted(source)}, but Parquet is read by name. Use {"type": "json"} with "delivery": {"type": "parquet"}.`
    : undefined;
}

function deliveryOf({ format, delivery }) {
  const type = delivery?.type ?? format.type;
  const needsCsv = ['delimiter', 'quote'].find((field) => delivery && field in delivery);
  if (needsCsv && type !== 'csv')
    return `delivery.${needsCsv} is for csv, but files are ${type}. Say "type": "csv" in delivery.`;
  return format.type === 'parquet' && type !== 'parquet'
    ? 'delivery.type must be parquet, as the table is. Use the format {"type": "json"} to import text.'
    : undefined;
}

const names = (columns) => columns.map(({ name }) => name).join(', ');

module.exports = { brokenRule };
