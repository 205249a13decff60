/** Lambda's Invoke in REST-JSON: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { ServiceError } from '../service.ts';
import type { Exchange, Protocol } from './protocol.ts';
import { chunksOf, readBody } from './read-body.ts';

/** AWS's limit for a synchronous invocation. */
const maxPayloadBytes = 6 * 1024 * 1024;
const tooLarge = new ServiceError(
  'RequestTooLargeException',
  `Request must be smaller than ${maxPayloadBytes} bytes for the InvokeFunction operation`,
  413,
  { Type: 'User' },
);

const apiPath = '/2015-03-31/';
const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/;

export const lambdaProtocol: Protocol = {
  matches: ({ path }) => path.startsWith(apiPath),
  async answer(exchange, call) {
    const { request, services } = exchange;
    const name = invocationPath.exec(exchange.path)?.[1];
    const lambda = services.get('lambda');
    if (request.method !== 'POST' || name === undefined || !lambda) throw unknownOperation(exchange);
    const input = inputOf(exchange, decodeName(name));
    input.Payload = await readBody(chunksOf(request), maxPayloadBytes, tooLarge);
    send(exchange, (await lambda.call('invoke', input, call)) as Partial<InvokeCommandOutput>);
  },
  fail(error, { response, requestId }) {
    const bytes = Buffer.from(JSON.stringify({ ...error.details, Message: error.message }));
    response.writeHead(error.statusCode, {
      'content-type': 'application/json',
      'content-length': bytes.length,
      'x-amzn-errortype': error.code,
      'x-amzn-requestid': requestId,
    });
    response.end(bytes);
  },
};

function inputOf({ request: { headers }, query }: Exchange, name: string): InvokeCommandInput {
  const header = (field: string) => headers[field] as string | undefined;
  return {
    FunctionName: name,
    InvocationType: header('x-amz-invocation-type') as InvokeCommandInput['InvocationType'],
    LogType: header('x-amz-log-type') as InvokeCommandInput['LogType'],
    ClientContext: header('x-amz-client-context'),
    Qualifier: query.get('Qualifier') ?? undefined,
  };
}

function send({ response, requestId }: Exchange, output: Partial<InvokeCommandOutput>): void {
  const headers = {
    'content-type': 'application/json',
    'x-amzn-requestid': requestId,
    'x-amz-function-error': output.FunctionError,
    'x-amz-executed-version': output.ExecutedVersion,
    'x-amz-log-result': output.LogResult,
  };
  for (const [field, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(field, value);
  }
  response.writeHead(output.StatusCode ?? 200);
  response.end(output.Payload);
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new ServiceError(
      'InvalidParameterValueException',
      `The function's name is not URL-encoded: ${name}.`,
    );
  }
}

function unknownOperation({ request, path }: Exchange) {
  return new ServiceError(
    'UnknownOperationException',
    `The local lambda has no operation ${request.method} ${path}. It has: POST ${apiPath}functions/<name>/invocations.`,
    404,
  );
}
