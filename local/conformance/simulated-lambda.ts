import { StatesError } from '../src/asl/host.ts';
import type { Json, TaskRequest } from '../src/asl/host.ts';
import type { RecordedExecution } from './recorded-case.ts';

/** What the cases' functions do, by the name of their file. */
const functions: Record<string, (event: Json) => Json> = {
  'id_function.py': (event) => event,
  'echo_function.py': () => ({ Return: 'HelloWorld' }),
  'return_bytes_str.py': () => '"HelloWorld!"',
  'large_output_string.py': () => 'a'.repeat(257 * 1024),
  'raise_exception.py': () => {
    throw new StatesError(
      'Exception',
      JSON.stringify({ errorMessage: 'Some exception was raised.', errorType: 'Exception' }),
    );
  },
};

/** Answers a call of one of the case's functions, by `lambda:invoke` or by the function's ARN. */
export function simulateLambda(request: TaskRequest, { resources }: RecordedExecution): Json {
  const { FunctionName, Payload } = request.arguments as { FunctionName?: string; Payload?: Json };
  const invoked = request.resource.endsWith(':lambda:invoke');
  const name = invoked ? FunctionName : request.resource;
  const file = Object.entries(resources?.lambda ?? {}).find(([known]) => name?.endsWith(known))?.[1].file;
  const call = file === undefined ? undefined : functions[file];
  if (!call) throw new Error(`The case has no outcome and no function for a call of ${request.resource}.`);
  if (!invoked) return call(request.arguments);
  return { ExecutedVersion: '$LATEST', Payload: call(Payload ?? {}), StatusCode: 200 };
}
