import { createRequire } from 'node:module';

type Place = Record<'region' | 'database', (context: { options: Record<string, string> }) => string>;
const { region, database } = createRequire(import.meta.url)('../../infra/place.cjs') as Place;

const before = { ...process.env };
beforeEach(() => {
  delete process.env.AWS_DEFAULT_REGION;
  process.env.AWS_REGION = 'eu-central-1';
});
afterAll(() => {
  process.env = before;
});

test('a deployment goes to the region in which the command looks', () => {
  expect(region({ options: {} })).toBe('eu-central-1');
  expect(region({ options: { region: 'eu-central-1', stage: 'prod' } })).toBe('eu-central-1');
});

test('to none when none is set', () => {
  delete process.env.AWS_REGION;
  expect(() => region({ options: {} })).toThrow('Set AWS_REGION to the region of the stage');
});

test('and to no other than AWS_REGION says', () => {
  expect(() => region({ options: { region: 'us-west-2' } })).toThrow(
    '--region us-west-2 is not the eu-central-1 of AWS_REGION',
  );
});

test('a stage that the command refuses is not deployed either', () => {
  expect(() => region({ options: { stage: 'Prod' } })).toThrow('but was "Prod"');
  expect(database({ options: {} })).toBe('nocturne_dev');
  expect(database({ options: { stage: 'dev-alice' } })).toBe('nocturne_dev_alice');
});
