/** How Lambda's operations are put into HTTP: https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */

interface Route {
  operation: string;
  method: string;
  path: RegExp;
}

const functions = '^/2015-03-31/functions';
const name = '/([^/]+)';
const route = (operation: string, method: string, path: string): Route => ({
  operation,
  method,
  path: new RegExp(`${path}/?$`),
});

/** Those that are here, and those that somebody may look for, so that they are refused by their names. */
const routes = [
  route('invoke', 'POST', `${functions}${name}/invocations`),
  route('getFunction', 'GET', `${functions}${name}`),
  route('listFunctions', 'GET', functions),
  route('invokeWithResponseStream', 'POST', `^/2021-11-15/functions${name}/response-streaming-invocations`),
  route('invokeAsync', 'POST', `^/2014-11-13/functions${name}/invoke-async`),
  route('createFunction', 'POST', functions),
  route('deleteFunction', 'DELETE', `${functions}${name}`),
  route('getFunctionConfiguration', 'GET', `${functions}${name}/configuration`),
  route('updateFunctionConfiguration', 'PUT', `${functions}${name}/configuration`),
  route('updateFunctionCode', 'PUT', `${functions}${name}/code`),
];

/** The members of an operation's input that are headers or parameters of the query. */
const bindings: Record<string, { headers?: Record<string, string>; query?: string[] }> = {
  invoke: {
    headers: {
      'x-amz-client-context': 'ClientContext',
      'x-amz-durable-execution-name': 'DurableExecutionName',
      'x-amz-invocation-type': 'InvocationType',
      'x-amz-log-type': 'LogType',
      'x-amz-tenant-id': 'TenantId',
    },
    query: ['Qualifier'],
  },
  getFunction: { query: ['Qualifier'] },
  listFunctions: { query: ['FunctionVersion', 'Marker', 'MasterRegion', 'MaxItems'] },
};

/** What method and path ask for; the name is as in the path. */
export function findRoute(
  method: string | undefined,
  path: string,
): { operation: string; name?: string } | undefined {
  for (const { operation, method: expected, path: pattern } of routes) {
    const match = method === expected ? pattern.exec(path) : null;
    if (match) return { operation, name: match[1] };
  }
  return undefined;
}

/** The members that a request gives besides the function's name and the body. */
export function boundMembers(
  operation: string,
  headers: Record<string, string | string[] | undefined>,
  query: URLSearchParams,
): Record<string, string> {
  const { headers: byHeader = {}, query: parameters = [] } = bindings[operation] ?? {};
  const fromHeaders = Object.entries(byHeader).map(([header, member]) => [member, headers[header]] as const);
  const fromQuery = parameters.map((parameter) => [parameter, query.get(parameter) ?? undefined] as const);
  const given = [...fromHeaders, ...fromQuery].filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}
