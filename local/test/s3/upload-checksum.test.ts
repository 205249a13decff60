import { compositeChecksum } from '../../src/s3/integrity/upload-checksum.ts';

// Recorded on S3 (eu-west-1, 2026-09-03): https://github.com/floci-io/floci/issues/3083
test('a composite checksum is the one that S3 gave for these parts', () => {
  const parts = [
    'lcKa6Boe7a167tUCN5C4OaFygGSYD8MBnBARTrdL+1w=',
    'gHjhbUT4oo2tSCtSZJdlKi+jeNXJT+VImqdPXsXvkOc=',
    '4l9PQ3zOPZ0oGFvknFX+J4zZwE4WMzO+l3r8XrbWOeM=',
  ].map((ChecksumSHA256) => ({ ChecksumSHA256 }));
  expect(compositeChecksum('ChecksumSHA256', parts)).toEqual({
    ChecksumSHA256: 'rVWtNbadtsaKXJAcgWPWjifHzJaXde/iV4jaJAOdivc=-3',
    ChecksumType: 'COMPOSITE',
  });
});
