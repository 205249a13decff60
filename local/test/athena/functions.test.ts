/** The list of functions in local/docs is that of the code, and each function has a case. */
import { readdirSync, readFileSync } from 'node:fs';
import { aggregates } from '../../src/athena/engine/functions/aggregates.ts';
import { arrayFunctions } from '../../src/athena/engine/functions/arrays.ts';
import { conditionalFunctions } from '../../src/athena/engine/functions/conditionals.ts';
import { jsonFunctions } from '../../src/athena/engine/functions/json.ts';
import { mapFunctions } from '../../src/athena/engine/functions/maps.ts';
import { mathFunctions } from '../../src/athena/engine/functions/math.ts';
import { regexpFunctions } from '../../src/athena/engine/functions/regexps.ts';
import { stringFunctions } from '../../src/athena/engine/functions/strings.ts';
import { timeFunctions } from '../../src/athena/engine/functions/times/index.ts';
import { windowFunctions } from '../../src/athena/engine/functions/window-functions.ts';
import { lambdaFunctions } from '../../src/athena/engine/translate/lambda-calls.ts';

const fixtures = new URL('../fixtures/athena/', import.meta.url);
const page = readFileSync(new URL('../../docs/athena-sql.md', import.meta.url), 'utf8');
const kinds = {
  Aggregates: aggregates,
  Arrays: arrayFunctions,
  Conditions: { ...conditionalFunctions, try: true },
  Dates: timeFunctions,
  JSON: jsonFunctions,
  Lambdas: lambdaFunctions,
  Maps: mapFunctions,
  Numbers: mathFunctions,
  'Regular expressions': regexpFunctions,
  Texts: stringFunctions,
  Windows: windowFunctions,
};
const namesOf = (functions: object) => Object.keys(functions).filter((name) => /^\w+$/.test(name));

test.each(Object.entries(kinds))('the page lists the functions of %s', (kind, functions) => {
  const [, listed = ''] = new RegExp(`^- \\*\\*${kind}\\*\\*: ([^]*?)(?=\\n- |\\n\\n)`, 'm').exec(page) ?? [];
  expect(listed.split(/,\s+/)).toEqual(namesOf(functions).sort());
});

test('each function has a case', () => {
  const cases = readdirSync(fixtures).map((file) =>
    readFileSync(new URL(file, fixtures), 'utf8').toLowerCase(),
  );
  const all = cases.join('\n');
  const missing = Object.values(kinds)
    .flatMap(namesOf)
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(all));
  expect(missing).toEqual([]);
});
