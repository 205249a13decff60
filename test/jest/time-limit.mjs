/** Sets the project's time limit of a test, which jest takes from no project's configuration; while debugging there is none. */
import inspector from 'node:inspector';
import { jest } from '@jest/globals';

const hour = 3_600_000;

jest.setTimeout(inspector.url() ? hour : globalThis.timeLimitMs);
