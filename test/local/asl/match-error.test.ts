import { DataLimitExceeded, HeartbeatTimeout, RuntimeError, TaskTimeout } from '../../../local/asl/errors.ts';
import { StatesError } from '../../../local/asl/host.ts';
import { matchesError } from '../../../local/asl/run/match-error.ts';

const errors: Record<string, StatesError> = {
  own: new StatesError('Lambda.ServiceException'),
  timeout: new TaskTimeout(),
  heartbeat: new HeartbeatTimeout(),
  limit: new DataLimitExceeded('lambda'),
  runtime: new RuntimeError('no next state'),
  nameless: new StatesError(''),
};

// Documented: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
describe('ErrorEquals', () => {
  it.each([
    ['States.ALL', ['own', 'timeout', 'heartbeat', 'nameless']],
    ['States.TaskFailed', ['own', 'limit', 'nameless']],
    ['States.Timeout', ['timeout', 'heartbeat']],
    ['States.HeartbeatTimeout', ['heartbeat']],
    ['States.DataLimitExceeded', ['limit']],
    ['States.Runtime', []],
    ['Lambda.ServiceException', ['own']],
    ['Lambda', []],
  ])('%s names %j', (name, expected) => {
    const matched = Object.keys(errors).filter((key) => matchesError([name], errors[key]!));
    expect(matched).toEqual(expected);
  });
});
