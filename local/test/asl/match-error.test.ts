import {
  DataLimitExceeded,
  EvaluationError,
  HeartbeatTimeout,
  RuntimeError,
  TaskTimeout,
} from '../../src/asl/errors.ts';
import { StatesError } from '../../src/asl/host.ts';
import { matchesError } from '../../src/asl/run/match-error.ts';

const errors: Record<string, StatesError> = {
  own: new StatesError('Lambda.ServiceException'),
  timeout: new TaskTimeout(),
  heartbeat: new HeartbeatTimeout(),
  limit: new DataLimitExceeded('lambda'),
  evaluation: new EvaluationError('returned nothing (undefined).'),
  runtime: new RuntimeError('no next state'),
  nameless: new StatesError(''),
};

// Documented: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
// Measured that States.TaskFailed does not name States.QueryEvaluationError: iwamot/sfnx, docs/design.md.
describe('ErrorEquals', () => {
  it.each([
    ['States.ALL', ['own', 'timeout', 'heartbeat', 'evaluation', 'nameless']],
    ['States.QueryEvaluationError', ['evaluation']],
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
