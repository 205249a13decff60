import { Failure } from '../failure.ts';

/** Of the memory of run-trials and promote-model (MemorySize in serverless.yml), what distances and kernels may take. */
const availableBytes = 1.2e9;

/**
 * @throws Failure TooManyRows if the matrices of so many rows do not fit: of training rows one half in double and two
 * whole ones in single precision, and one of test by training rows in double precision
 */
export function checkMemory(trainingRows: number, testRows: number): void {
  const bytes = trainingRows * (12 * trainingRows + 8 * testRows);
  if (bytes <= availableBytes) return;
  const rows = trainingRows + testRows;
  const fitting = Math.floor((rows * Math.sqrt(availableBytes / bytes)) / 100) * 100;
  throw new Failure(
    'TooManyRows',
    `The distances between ${trainingRows} training and ${testRows} test rows take ${megabytes(bytes)} MB, but a function has ` +
      `${megabytes(availableBytes)} MB for them. Set rows to ${fitting} or less, and so many are drawn.`,
  );
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}
