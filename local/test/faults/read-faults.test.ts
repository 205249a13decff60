import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidFaults, parseFaults, readFaults } from '../../src/faults/index.ts';
import { projectRoot } from '../../../test/support/pipeline.ts';

test('the documented example is a faults file', () => {
  const { seed, rules } = readFaults(join(projectRoot, 'docs/faults.json'));
  expect(seed).toBe(7);
  expect(rules.map(({ kind }) => kind)).toEqual(['task', 'task', 'task', 'function', 'object', 'object']);
});

test.each<[unknown, string]>([
  [[], 'faults: must be an object, but is [].'],
  [{}, 'faults.rules: must be a list of rules.'],
  [{ rules: [] }, 'faults.rules: must be a list of rules.'],
  [{ rules: [1] }, 'rules[0]: must have either state or resource (or both), or function, or object.'],
  [{ rules: [{ error: 'E' }] }, 'rules[0]: must have either state or resource'],
  [{ rules: [{ function: 'f', object: 'o', error: 'E' }] }, 'rules[0]: must have either state or resource'],
  [
    { seed: -1, rules: [{ state: '*', error: 'E' }] },
    'faults.seed: must be a whole number from 0 to 4294967295',
  ],
  [
    { seeds: 1, rules: [{ state: '*', error: 'E' }] },
    'faults.seeds: is not supported. Supported: seed, rules.',
  ],
  [{ rules: [{ state: '*', error: 'E' }, { state: '*' }] }, 'rules[1]: does nothing.'],
  [{ rules: [{ state: '*', error: '' }] }, 'rules[0].error: must be text, but is "".'],
  [{ rules: [{ state: 5, error: 'E' }] }, 'rules[0].state: must be text, but is 5.'],
  [{ rules: [{ state: '*', cause: 'C' }] }, 'rules[0].cause: needs an error beside it.'],
  [
    { rules: [{ state: '*', error: 'E', probability: 2 }] },
    'rules[0].probability: must be a number from 0 to 1, but is 2.',
  ],
  [
    { rules: [{ state: '*', error: 'E', probability: '1' }] },
    'rules[0].probability: must be a number from 0 to 1',
  ],
  [{ rules: [{ state: '*', error: 'E', count: 0 }] }, 'rules[0].count: must be a whole number from 1'],
  [{ rules: [{ state: '*', delaySeconds: -1 }] }, 'rules[0].delaySeconds: must be a number from 0'],
  [{ rules: [{ state: '*', crash: true }] }, 'rules[0].crash: is not supported.'],
  [{ rules: [{ function: '*', truncateBytes: 5 }] }, 'rules[0].truncateBytes: is not supported.'],
  [{ rules: [{ function: '*', crash: 'yes' }] }, 'rules[0].crash: must be true or false, but is "yes".'],
  [{ rules: [{ function: '*', crash: true, error: 'E' }] }, 'rules[0]: can have only one of error'],
  [{ rules: [{ object: '*', truncateBytes: 0 }] }, 'rules[0].truncateBytes: must be a whole number from 1'],
])('%j is refused', (faults, message) => {
  expect(() => parseFaults(faults)).toThrow(InvalidFaults);
  expect(() => parseFaults(faults)).toThrow(message);
});

test('a file that cannot be read, or is no JSON, is named', () => {
  const directory = mkdtempSync(join(tmpdir(), 'faults-'));
  const file = join(directory, 'faults.json');
  expect(() => readFaults(file)).toThrow(`The faults ${file} cannot be read: ENOENT`);
  writeFileSync(file, '{"rules":');
  expect(() => readFaults(file)).toThrow(`The faults ${file} are not JSON at line 1, character `);
  writeFileSync(file, '{"rules":[{}]}');
  expect(() => readFaults(file)).toThrow(`${file}: rules[0]: must have`);
  rmSync(directory, { recursive: true });
});
