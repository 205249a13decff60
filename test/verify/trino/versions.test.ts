import { javaVersion, versionFor } from '../../../verify/trino/versions.ts';

test.each([
  ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17],
  ['openjdk version "25" 2025-09-16 LTS', 25],
  ['java version "1.8.0_202"', 1],
  ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
])('%j', (printed, version) => {
  expect(javaVersion(printed)).toBe(version);
});

test('the Trino is one that the Java runs', () => {
  expect(versionFor(17).trino).toBe('435');
  expect(versionFor(21).java).toBeLessThanOrEqual(21);
  expect(() => versionFor(11)).toThrow(/^Trino needs Java 17 or newer, and this is Java 11\./);
});
