import { regionOf } from '../../../cli/aws/region.ts';
import { stageStackNames } from '../../../cli/names.ts';

test('the region is that of AWS_REGION, or of the variable that the AWS CLI reads', () => {
  expect(regionOf('dev', { AWS_REGION: 'eu-central-1', AWS_DEFAULT_REGION: 'us-east-1' })).toBe(
    'eu-central-1',
  );
  expect(regionOf('dev', { AWS_DEFAULT_REGION: 'us-east-1' })).toBe('us-east-1');
});

test.each([{}, { AWS_REGION: '' }])('%j is refused with what to set', (env) => {
  expect(() => regionOf('prod', env)).toThrow(
    'Set AWS_REGION to the region that stage prod was deployed to, e.g. export AWS_REGION=us-east-1.',
  );
});

test.each(['dev', 'p', '2026', 'dev-alice', 'a'.repeat(31)])('a stage may be called %s', (stage) => {
  expect(regionOf(stage, { AWS_REGION: 'us-east-1' })).toBe('us-east-1');
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
test.each(['', 'Dev', 'dev_alice', 'dev.alice', '-dev', 'dev-', 'a--b', 'büro', 'dev/..', 'a'.repeat(32)])(
  'a stage called "%s" is refused before anything is asked',
  (stage) => {
    expect(() => regionOf(stage, { AWS_REGION: 'us-east-1' })).toThrow(
      `must be 1 to 31 small letters and digits, with single hyphens between them, but was "${stage}"`,
    );
  },
);

test('a longer region leaves less room', () => {
  const name = 'a'.repeat(27);
  expect(() => regionOf(name, { AWS_REGION: 'ap-southeast-2' })).toThrow('must be 1 to 26 ');
  expect(`nocturne-${name.slice(1)}-123456789012-ap-southeast-2`).toHaveLength(63);
});

test('a hyphen is an underscore in the database, where Athena takes no other sign', () => {
  expect(stageStackNames('dev-alice').database).toBe('nocturne_dev_alice');
});
