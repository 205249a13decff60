/** Lambda's operations in REST-JSON: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { ServiceError } from '../service.ts';
import { boundMembers, findRoute } from './lambda-routes.ts';
import type { Exchange, Protocol } from './protocol.ts';
import { readBody } from './read-body.ts';
import { jsonSignatureRules } from './signature/rules.ts';
import { signedFor } from './absent.ts';

/** AWS's limit for a synchronous invocation. */
const maxPayloadBytes = 6 * 1024 * 1024;
const tooLarge = new ServiceError(
  'RequestTooLargeException',
  `Request must be smaller than ${maxPayloadBytes} bytes for the InvokeFunction operation`,
  413,
  { Type: 'User' },
);

/** The errors whose message is `Message` in Lambda's model; that of the others is `message`. */
const capitalised = ['ResourceNotFoundException', 'ServiceException'];

const apiPath = '/2015-03-31/';

export const lambdaProtocol: Protocol = {
  signatures: jsonSignatureRules(403),
  matches: ({ path, request }) => path.startsWith(apiPath) || signedFor(request.headers) === 'lambda',
  async answer(exchange, call) {
    const route = findRoute(exchange.request.method, exchange.path);
    const lambda = exchange.services.get('lambda');
    if (!route || !lambda) throw unknownOperation(exchange);
    const { operation } = route;
    const input: Record<string, unknown> = boundMembers(operation, exchange.request.headers, exchange.query);
    if (route.name !== undefined) input.FunctionName = decodeName(route.name);
    if (operation === 'invoke') {
      input.Payload = await readBody(exchange.body, maxPayloadBytes, tooLarge);
      send(exchange, (await lambda.call('invoke', input, call)) as Partial<InvokeCommandOutput>);
    } else {
      const output = await lambda.call(operation, input, call);
      send(exchange, { Payload: Buffer.from(JSON.stringify(output)) });
    }
  },
  fail(error, { response, requestId }) {
    const message = capitalised.includes(error.code) ? 'Message' : 'message';
    const bytes = Buffer.from(JSON.stringify({ ...error.details, [message]: error.message }));
    response.writeHead(error.statusCode, {
      'content-type': 'application/json',
      'content-length': bytes.length,
      'x-amzn-errortype': error.code,
      'x-amzn-requestid': requestId,
    });
    response.end(bytes);
  },
};

type Answer = Omit<Partial<InvokeCommandOutput>, 'Payload'> & { Payload?: Uint8Array };

function send({ response, requestId }: Exchange, output: Answer): void {
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
    `The local lambda has no operation ${request.method} ${path}. It has: GET ${apiPath}functions, ` +
      `GET ${apiPath}functions/<name>, POST ${apiPath}functions/<name>/invocations.`,
    404,
  );
}
