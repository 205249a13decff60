import { quoteName, quoteText } from '../sql/typed.ts';
import { duckType } from '../sql/types.ts';
import { fileList } from './reader.ts';
import type { MakeReader } from './reader.ts';

/** JSON Lines, plain or gzip. https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html */
export const jsonReader: MakeReader = (files, columns, parameters) => {
  const types = columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(duckType(type))}`);
  const options = [
    `columns = {${types.join(', ')}}`,
    "format = 'newline_delimited'",
    'hive_partitioning = false',
    `ignore_errors = ${parameters['ignore.malformed.json'] === 'true'}`,
  ];
  return {
    from: `read_json(${fileList(files)}, ${options.join(', ')})`,
    column: ({ name }) => quoteName(name),
  };
};
