import { parseJson } from '../../../src/asl/json/index.ts';
import { Expression } from '../../../src/asl/jsonata/expression.ts';
import type { Json } from '../../../src/asl/host.ts';

/** The value of an expression over this input, a JSON text. */
export function evaluate(text: string, input = '{}'): Promise<Json> {
  return new Expression(text).evaluate({
    states: { input: parseJson(input) },
    variable: () => undefined,
    now: () => new Date(0),
  });
}
