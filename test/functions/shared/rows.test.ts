import fc from 'fast-check';
import { fingerprintOf } from '../../../functions/shared/rows/fingerprint.ts';
import { modelText } from '../../../functions/promote-model/evaluate.ts';
import { byId } from '../../../kernels/rows/row-order.ts';
import { examplePatients } from '../../kernels/svr/example-patients.ts';

test('the fingerprint does not depend on the order of rows', () => {
  const rows = examplePatients().slice(0, 50);
  const fingerprint = fingerprintOf(byId(rows, 'integer'), 'integer');
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: 50 }), (shuffled) => {
      expect(fingerprintOf(byId(shuffled, 'integer'), 'integer')).toBe(fingerprint);
    }),
    { numRuns: 20 },
  );
});

test('the fingerprint depends on every cell, and on what ids are', () => {
  const rows = byId(examplePatients(), 'integer');
  const [first, ...others] = rows;
  const altered = [
    { ...first!, id: '0' },
    { ...first!, features: first!.features.with(9, 1) },
    { ...first!, target: -1 },
    { ...first!, isTrain: !first!.isTrain },
  ].map((row) => fingerprintOf([row, ...others], 'integer'));
  const all = [fingerprintOf(rows, 'integer'), fingerprintOf(rows, 'text'), ...altered];
  expect(new Set(all).size).toBe(6);
});

test('a model names its rows as their table does', () => {
  const support = ['1', '-9007199254740993123'];
  expect(modelText({ support }, 'integer')).toBe(
    '{\n  "support": [\n    1,\n    -9007199254740993123\n  ]\n}\n',
  );
  expect(modelText({ support }, 'text')).toContain('"1",');
});
