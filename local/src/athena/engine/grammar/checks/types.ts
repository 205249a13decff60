import type { ParserRuleContext } from 'antlr4ng';
import { CastContext, GenericTypeContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { QueryError } from '../../query-error.ts';
import { errorAt, nodesWithin, textOf } from './nodes.ts';

/** https://trino.io/docs/current/language/types.html, besides those with a syntax of their own. */
const typeNames = [
  ...['boolean', 'tinyint', 'smallint', 'integer', 'int', 'bigint', 'real', 'double', 'decimal'],
  ...['varchar', 'char', 'varbinary', 'json', 'date', 'time', 'timestamp', 'array', 'map', 'row'],
  ...['ipaddress', 'uuid', 'hyperloglog', 'p4hyperloglog', 'setdigest', 'qdigest', 'tdigest'],
  ...['unknown', 'geometry', 'sphericalgeography', 'color', 'jsonpath', 'json2016', 'function'],
];

const isGeneric = (node: ParserRuleContext): node is GenericTypeContext => node instanceof GenericTypeContext;

/** CAST's type: the names of other engines' types are none of Trino's. */
export function checkCast(node: ParserRuleContext): void {
  if (!(node instanceof CastContext)) return;
  for (const type of nodesWithin([node.type()], isGeneric)) {
    const name = type
      .identifier()
      .getText()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase();
    if (!typeNames.includes(name))
      throw errorAt(node, 'TYPE_MISMATCH', `Unknown type: ${textOf(node.type())}`);
    if (name === 'decimal')
      checkDecimal(type.typeParameter().map((parameter) => Number(parameter.getText())));
  }
}

function checkDecimal([precision = 38, scale = 0]: number[]): void {
  if (!(precision >= 1 && precision <= 38))
    throw outOfRange(`DECIMAL precision must be in range [1, 38]: ${precision}`);
  if (!(scale >= 0 && scale <= precision))
    throw outOfRange(`DECIMAL scale must be in range [0, precision (${precision})]: ${scale}`);
}

const outOfRange = (problem: string) => new QueryError('INVALID_FUNCTION_ARGUMENT', problem);
