import { toExecutionParameter } from '../../../cli/format/sql-parameter.ts';

test.each([
  ['10', '10'],
  ['-0.5', '-0.5'],
  ['+3', '3'],
  ['+.5e+3', '.5e+3'],
  ['5.', '5.'],
  ['--5', "'--5'"],
  ['.5', '.5'],
  ['1e-3', '1e-3'],
  ['6.02E23', '6.02E23'],
  ['"123"', "'123'"],
  ['""', "''"],
  ['', "''"],
  ['r2_cv', "'r2_cv'"],
  ["O'Hara", "'O''Hara'"],
  [`"it's"`, "'it''s'"],
  ['"half', `'"half'`],
  ['NaN', "'NaN'"],
  ['Infinity', "'Infinity'"],
  ['0x10', "'0x10'"],
  ['1,5', "'1,5'"],
  [' 5', "' 5'"],
  ['1 OR 1=1', "'1 OR 1=1'"],
  ["x' OR '1'='1", "'x'' OR ''1''=''1'"],
  ['true', "'true'"],
])('%s is sent as %s', (value, parameter) => {
  expect(toExecutionParameter(value)).toBe(parameter);
});
